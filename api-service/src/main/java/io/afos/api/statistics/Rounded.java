package io.afos.api.statistics;

/** Numbers without the last digits, in which only the order of a computation shows: 12 decimals remain. */
final class Rounded {

    private static final double SCALE = 1e12;

    private Rounded() {}

    static double of(double value) {
        return Math.rint(value * SCALE) / SCALE;
    }
}
