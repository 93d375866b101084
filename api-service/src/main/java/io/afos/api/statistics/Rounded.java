package io.afos.api.statistics;

/** Rounds to 12 decimals, since the remaining digits depend only on the order of computation. */
final class Rounded {

    private static final double SCALE = 1e12;

    private Rounded() {}

    static double of(double value) {
        return Math.rint(value * SCALE) / SCALE;
    }
}
