package io.afos.api.strategy;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend on the search's seed and the number of proposals so far, and on nothing else. */
record RandomNumbers(long seed) {

    /** The odd constant of SplitMix64 (Steele, Lea and Flood, 2014): distinct positions start far apart. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    RandomGenerator after(int proposals) {
        return new SplittableRandom(seed ^ (GOLDEN_GAMMA * (proposals + 1L)));
    }
}
