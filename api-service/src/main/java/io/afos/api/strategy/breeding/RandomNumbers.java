package io.afos.api.strategy.breeding;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random numbers that depend on the search's seed and the number of proposals so far, and on nothing else. */
public record RandomNumbers(long seed) {

    /** The odd constant of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /**
     * The generator itself steps by that constant, so the positions, which are whole steps apart, are mixed before they are
     * used as seeds. Otherwise the numbers of one position would be those of the one before, shifted.
     */
    public RandomGenerator after(int proposals) {
        var position = new SplittableRandom(seed ^ (GOLDEN_GAMMA * (proposals + 1L)));
        return new SplittableRandom(position.nextLong());
    }
}
