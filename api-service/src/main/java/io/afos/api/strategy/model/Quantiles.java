package io.afos.api.strategy.model;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution, divided into equally probable intervals. */
final class Quantiles {

    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    private Quantiles() {}

    /** The midpoints of {@code count} equally probable intervals, ascending: the quantiles of (i + 1/2) / count. */
    public static double[] middles(int count) {
        var middles = new double[count];
        for (int i = 0; i < count; i++) {
            middles[i] = STANDARD_NORMAL.inverseCumulativeProbability((i + 0.5) / count);
        }
        return middles;
    }
}
