package io.afos.model.recipe;

/**
 * The seeds of random numbers, {@link #MIN} to {@link #MAX}: those that every reader of JSON holds exactly. Browsers and others
 * compute with doubles, to which the next larger number is the same as its neighbour.
 */
public final class Seeds {

    public static final long MAX = (1L << 53) - 1;
    public static final long MIN = -MAX;

    private Seeds() {}

    /** The seed a number of places after another one, at most {@link #MAX}; the smallest follows the largest. */
    public static long after(long seed, int places) {
        long next = seed + places;
        return next <= MAX ? next : next - MAX + MIN - 1;
    }
}
