package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;

/**
 * Images and their classes.
 *
 * @param images (n, channels, height, width), on the recipe's scale
 * @param labels (n)
 * @param count n
 */
record ImageBatch(NDArray images, NDArray labels, int count) {}
