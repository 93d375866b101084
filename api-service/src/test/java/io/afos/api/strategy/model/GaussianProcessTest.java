package io.afos.api.strategy.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GaussianProcessTest {

    private static final double[][] INPUTS = {{0, 0}, {1, 0.5}, {-0.5, 2}, {0.3, -0.7}};
    private static final double[] TARGETS = {1, 3, -2, 0.5};
    private static final double[][] POINTS = {{0.2, 0.1}, {1, 0.5}, {5, 5}};
    private static final Offset<Double> ROUNDING = within(1e-12);

    /** Expected values from gaussian-process.py. */
    @Test
    void meansAndDeviationsAreThoseOfTheInverseOfTheKernelMatrix() {
        var beliefs = GaussianProcess.fit(INPUTS, TARGETS, 0.8, 0.1).at(POINTS);

        assertThat(beliefs.mean(0)).isEqualTo(1.3403192673016222, ROUNDING);
        assertThat(beliefs.mean(1)).isEqualTo(2.7068804555946593, ROUNDING);
        assertThat(beliefs.mean(2)).isEqualTo(0.6254079121153245, ROUNDING);
        assertThat(beliefs.deviation(0)).isEqualTo(0.5713248546614336, ROUNDING);
        assertThat(beliefs.deviation(1)).isEqualTo(0.5282965182378093, ROUNDING);
        assertThat(beliefs.deviation(2)).isEqualTo(1.780975661396147, ROUNDING);
    }

    /** Expected values from gaussian-process.py. */
    @Test
    void whatIsExpectedLeavesMeansAndShrinksDeviationsNearIt() {
        var beliefs = GaussianProcess.fit(INPUTS, TARGETS, 0.8, 0.1).at(POINTS);

        beliefs.expect(0);

        assertThat(beliefs.mean(0)).isEqualTo(1.3403192673016222, ROUNDING);
        assertThat(beliefs.deviation(0)).isEqualTo(0.401082091123492, ROUNDING);
        assertThat(beliefs.deviation(1)).isEqualTo(0.5217330657850906, ROUNDING);
        assertThat(beliefs.deviation(2)).isEqualTo(1.7809756526705462, ROUNDING);
    }

    @Test
    void aSmoothFunctionIsLearntFromFewNoisyObservations() {
        var random = new SplittableRandom(1);
        double[][] inputs = points(random, 80);
        double[] targets = Arrays.stream(inputs)
                .mapToDouble(point -> smooth(point) + 0.05 * (random.nextDouble() - 0.5))
                .toArray();
        double[][] unseen = points(random, 50);

        var beliefs = GaussianProcess.fit(inputs, targets).at(unseen);

        double squares = IntStream.range(0, 50)
                .mapToDouble(i -> Math.pow(beliefs.mean(i) - smooth(unseen[i]), 2))
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(squares)).isLessThan(0.1); // the deviation of the function itself is 0.8
    }

    @Test
    void equalObservationsAndASingleOneAreNoTrouble() {
        var same = GaussianProcess.fit(INPUTS, new double[] {2, 2, 2, 2}).at(POINTS);
        var single =
                GaussianProcess.fit(new double[][] {{0, 0}}, new double[] {3}).at(POINTS);
        var twice = GaussianProcess.fit(new double[][] {{0, 0}, {0, 0}}, new double[] {3, 4})
                .at(POINTS);

        assertThat(same.mean(2)).isEqualTo(2, ROUNDING);
        assertThat(single.mean(0)).isEqualTo(3, ROUNDING);
        assertThat(twice.mean(0)).isBetween(3.0, 4.0);
        assertThat(twice.deviation(2)).isFinite().isPositive();
    }

    private static double[][] points(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new double[] {random.nextDouble(-1, 1), random.nextDouble(-1, 1)})
                .toArray(double[][]::new);
    }

    private static double smooth(double[] point) {
        return Math.sin(2 * point[0]) + point[1] * point[1];
    }
}
