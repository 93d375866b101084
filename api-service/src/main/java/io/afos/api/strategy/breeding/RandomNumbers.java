package io.afos.api.strategy.breeding;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend only on the search's seed and the number of proposals so far. */
public record RandomNumbers(long seed) {

    /** The odd constant of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /**
     * Mixes the position before it is used as a seed. The generator advances by the same constant, so without mixing
     * the sequence of one position would be the shifted sequence of the previous one.
     */
    public RandomGenerator after(int proposals) {
        var position = new SplittableRandom(seed ^ (GOLDEN_GAMMA * (proposals + 1L)));
        return new SplittableRandom(position.nextLong());
    }
}
