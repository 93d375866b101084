package io.afos.api.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Summary statistics of measurements.
 *
 * @param deviation standard deviation with n - 1 degrees of freedom; {@code null} for a single measurement
 * @param size number n of measurements
 */
public record Summary(double mean, @Nullable Double deviation, int size) {

    double squaredError() {
        return deviation == null ? Double.NaN : deviation * deviation / size;
    }
}
