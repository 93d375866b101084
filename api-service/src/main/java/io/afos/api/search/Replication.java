package io.afos.api.search;

/**
 * How the best functions of a search are trained again before one is called best, since of many the one that was luckiest looks
 * best after one training. Baselines are trained with the same seeds.
 *
 * @param candidates how many of the fittest functions are trained again
 * @param seeds how many seeds each is trained with, those after the search's training seed
 */
public record Replication(int candidates, int seeds) {}
