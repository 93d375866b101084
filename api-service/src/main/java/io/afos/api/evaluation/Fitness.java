package io.afos.api.evaluation;

import io.afos.model.message.Measurement;

/** Fitness as the AFOS paper defines it: accuracy divided by loss on the split that decides fitness. */
public final class Fitness {

    /** A diverged training. */
    public static final double DIVERGED = 0;

    /** A loss below this counts as this, so that fitness stays finite. */
    private static final double MIN_LOSS = 1e-7;

    private Fitness() {}

    public static double of(Measurement measurement) {
        return measurement.accuracy() / Math.max(measurement.loss(), MIN_LOSS);
    }
}
