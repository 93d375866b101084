package io.afos.trainer.random;

import java.util.Random;

/** Independent, reproducible generators derived from one seed. */
public final class RandomStream {

    private RandomStream() {}

    /**
     * A separate generator for each purpose and number. {@link Random} is used because the Java platform specifies its
     * algorithm. Seeds are mixed by the finaliser of SplitMix64 (Steele, Lea and Flood, 2014), since neighbouring seeds
     * of {@code Random} give correlated first numbers.
     */
    public static Random of(long seed, Purpose purpose, long number) {
        return new Random(mix(mix(seed + purpose.ordinal() + 1) + number));
    }

    /** The purposes of random numbers. Results depend on their order: append only. */
    public enum Purpose {
        SPLIT,
        TEST_SPLIT,
        WEIGHTS,
        BATCH_ORDER,
        ENGINE,
        HELD_OUT_TEST,
        AUGMENTATION
    }

    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
