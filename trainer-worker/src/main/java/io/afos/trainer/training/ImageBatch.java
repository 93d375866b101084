package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;

/**
 * Images and their classes.
 *
 * @param images (n, channels, height, width), normalised as the recipe specifies
 * @param labels (n)
 * @param count n
 */
record ImageBatch(NDArray images, NDArray labels, int count) {}
