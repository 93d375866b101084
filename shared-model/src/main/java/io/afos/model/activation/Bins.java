package io.afos.model.activation;

/**
 * The bins into which values fall: what differs by less than 1e-9 near 0, or by a relative 1e-6 elsewhere, mostly falls into one.
 *
 * <p>The bin of v is |v| + c, rounded down to 20 binary digits after the leading one, with the sign of v; c = 0.000949 is at
 * least a hundredth of a bin away from an edge, and keeps edges as far away from 0 and other round values.
 */
final class Bins {

    /** The bin of all that a float cannot hold, whatever its sign. */
    static final long NOT_FINITE = Long.MAX_VALUE;

    private static final double OFFSET = 0.000949072113;
    private static final int DROPPED_BITS = 32;
    private static final long ZERO = magnitude(0);

    private Bins() {}

    static long of(double value) {
        if (!isFinite(value)) {
            return NOT_FINITE;
        }
        long bin = magnitude(value) - ZERO;
        return value < 0 ? -bin : bin;
    }

    /** Whether all numbers between two bounds fall into the same bin. */
    static boolean agree(double low, double high) {
        return of(low) == of(high) && (isFinite(low) || Math.signum(low) == Math.signum(high));
    }

    /** Whether a float can hold {@code value}. */
    static boolean isFinite(double value) {
        return Math.abs(value) <= Float.MAX_VALUE;
    }

    /** The place of {@code value} within its bin, from 0 to 1. */
    static double place(double value) {
        long bits = Double.doubleToRawLongBits(Math.abs(value) + OFFSET);
        return (bits & ((1L << DROPPED_BITS) - 1)) / (double) (1L << DROPPED_BITS);
    }

    private static long magnitude(double value) {
        return Double.doubleToRawLongBits(Math.abs(value) + OFFSET) >>> DROPPED_BITS;
    }
}
