package io.afos.api.search.archive;

/**
 * What tells the trainings of a search apart.
 *
 * @param fingerprint of the function
 * @param epochs after how many it ends
 * @param seed of the training
 */
record TrainingKey(String fingerprint, int epochs, long seed) {}
