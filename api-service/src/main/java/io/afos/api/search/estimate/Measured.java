package io.afos.api.search.estimate;

/**
 * Trainings of one length under one recipe.
 *
 * @param trainings how many
 * @param epochs of all of them
 * @param seconds of all of them
 */
record Measured(int trainings, long epochs, double seconds) {}
