package io.afos.api.search.estimate;

/**
 * Measurements of trainings of one length under one recipe.
 *
 * @param trainings their number
 * @param epochs their total epochs
 * @param seconds their total seconds
 */
record Measured(int trainings, long epochs, double seconds) {}
