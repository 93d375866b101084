package io.afos.api.statistics;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WelchIntervalTest {

    /** {@code t.test(extra ~ group, data = sleep)} in the manual of R. */
    @Test
    void agreesWithRForStudentsSleepData() {
        Summary first = summary(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        Summary second = summary(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

        Interval interval = WelchInterval.of(first, second, 0.95);

        assertThat(interval.lower()).isCloseTo(-3.3654832, within(1e-7));
        assertThat(interval.upper()).isCloseTo(0.2054832, within(1e-7));
    }

    @Test
    void isNotKnownForASingleMeasurement() {
        assertThat(WelchInterval.of(new Summary(1, null, 1), summary(1, 2), 0.95))
                .isNull();
        assertThat(WelchInterval.of(summary(1, 2), new Summary(1, null, 1), 0.95))
                .isNull();
    }

    @Test
    void isTheDifferenceItselfWhenNothingVaries() {
        assertThat(WelchInterval.of(summary(3, 3), summary(1, 1), 0.95)).isEqualTo(new Interval(2, 2));
    }

    private static Summary summary(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return new Summary(mean, Math.sqrt(squares / (values.length - 1)), values.length);
    }
}
