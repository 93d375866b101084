package io.afos.api.search.archive;

/**
 * Identifies a training within a search.
 *
 * @param fingerprint the function's fingerprint
 * @param epochs the number of epochs after which the training ends
 * @param seed the seed of the training
 */
record TrainingKey(String fingerprint, int epochs, long seed) {}
