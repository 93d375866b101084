package io.afos.api.strategy.laboratory;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MedianIntervalTest {

    /** Ranks from the published tables for the sign test, two-sided, 5 %. */
    @ParameterizedTest
    @CsvSource({"5, 0", "6, 1", "8, 1", "9, 2", "10, 2", "12, 3", "15, 4", "20, 6", "25, 8", "50, 18", "100, 40"})
    void limitsHaveTheRanksOfTheSignTest(int size, int rank) {
        assertThat(MedianInterval.rank(size)).isEqualTo(rank);
    }

    @Test
    void containsTheMedianInAtLeast95OfAHundredSamples() {
        var random = new Random(5);
        int samples = 4_000;

        long contained = IntStream.range(0, samples)
                .mapToObj(i -> random.doubles(50).map(u -> -Math.log(1 - u)).toArray())
                .map(MedianInterval::of)
                .filter(interval -> interval.orElseThrow().low() <= Math.log(2)
                        && Math.log(2) <= interval.orElseThrow().high())
                .count();

        assertThat((double) contained / samples).isEqualTo(0.967, within(0.01));
    }

    @Test
    void anInfiniteLimitRemainsInfinite() {
        double[] values = DoubleStream.concat(
                        DoubleStream.of(1, 2, 3),
                        DoubleStream.generate(() -> Double.POSITIVE_INFINITY).limit(5))
                .toArray();

        assertThat(MedianInterval.of(values)).contains(new MedianInterval(1, Double.POSITIVE_INFINITY));
    }
}
