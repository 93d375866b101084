package io.afos.api.statistics;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The confidence interval of a difference of two means, for normally distributed measurements with possibly different
 * variances (Welch, The generalization of "Student's" problem when several different population variances are involved,
 * Biometrika 34, 1947), with Satterthwaite's degrees of freedom.
 */
public final class WelchInterval {

    private WelchInterval() {}

    /**
     * @param level the probability of containing the difference, between 0 and 1
     * @return the interval of the first mean minus the second; {@code null} if either has a single measurement
     */
    public static @Nullable Interval of(Summary first, Summary second, double level) {
        double a = first.squaredError();
        double b = second.squaredError();
        if (first.size() < 2 || second.size() < 2 || Double.isNaN(a + b)) {
            return null;
        }
        double difference = first.mean() - second.mean();
        if (a + b == 0) {
            return new Interval(difference, difference);
        }
        double freedom = (a + b) * (a + b) / (a * a / (first.size() - 1) + b * b / (second.size() - 1));
        double reach = TDistribution.of(freedom).inverseSurvivalProbability((1 - level) / 2) * Math.sqrt(a + b);
        return new Interval(difference - reach, difference + reach);
    }
}
