package io.afos.api.statistics;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** Student's t interval of a mean, which assumes normally distributed measurements. */
public final class StudentInterval {

    private StudentInterval() {}

    /**
     * @param deviation standard deviation with n - 1 degrees of freedom
     * @param size number n of measurements
     * @param level the probability of containing the mean, between 0 and 1
     * @return {@code null} for a single measurement
     */
    public static @Nullable Interval of(double mean, @Nullable Double deviation, int size, double level) {
        if (deviation == null || size < 2) {
            return null;
        }
        double quantile = TDistribution.of(size - 1).inverseSurvivalProbability((1 - level) / 2);
        double reach = quantile * deviation / Math.sqrt(size);
        return new Interval(mean - reach, mean + reach);
    }
}
