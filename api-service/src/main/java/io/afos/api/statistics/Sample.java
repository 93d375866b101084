package io.afos.api.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/** One or more repeated measurements of the same quantity, such as the accuracies of a function over several seeds. */
public final class Sample {

    /** Up to this size all resamples are enumerated: 6^6 = 46,656. */
    private static final int ENUMERABLE = 6;

    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);

    private final double[] values;

    public Sample(List<Double> values) {
        if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a sample needs at least one value, and all values must be finite");
        }
        this.values = values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public int size() {
        return values.length;
    }

    public double mean() {
        return Mean.of(values).getAsDouble();
    }

    /** The standard deviation with n - 1 degrees of freedom; empty for a single measurement. */
    public Optional<Double> standardDeviation() {
        return size() < 2
                ? Optional.empty()
                : Optional.of(StandardDeviation.of(values).getAsDouble());
    }

    /**
     * Student's t interval of the mean, which assumes normally distributed measurements; empty for a single
     * measurement.
     *
     * @param level the probability of containing the mean, between 0 and 1
     */
    public Optional<Interval> studentInterval(double level) {
        return standardDeviation().map(deviation -> StudentInterval.of(mean(), deviation, size(), level));
    }

    /**
     * The percentile bootstrap interval of the mean (Efron, Tibshirani: An introduction to the bootstrap, 1993, chapter
     * 13); empty for a single measurement. It makes no assumption of normality, but is too narrow for few measurements.
     * For up to 6 measurements all resamples are enumerated, otherwise {@code resamples} are drawn at random.
     *
     * @param seed seed of the random draws
     */
    public Optional<Interval> bootstrapInterval(double level, int resamples, long seed) {
        if (size() < 2) {
            return Optional.empty();
        }
        double[] means = size() <= ENUMERABLE ? allMeans() : drawnMeans(resamples, new SplittableRandom(seed));
        double[] limits = QUANTILE.evaluate(means, (1 - level) / 2, (1 + level) / 2);
        return Optional.of(new Interval(limits[0], limits[1]));
    }

    private double[] allMeans() {
        int n = size();
        double[] means = new double[(int) Math.pow(n, n)];
        Arrays.setAll(means, resample -> {
            double sum = 0;
            for (int rest = resample, draw = 0; draw < n; draw++, rest /= n) {
                sum += values[rest % n];
            }
            return sum / n;
        });
        return means;
    }

    private double[] drawnMeans(int resamples, SplittableRandom random) {
        double[] means = new double[resamples];
        Arrays.setAll(
                means,
                resample -> random.ints(size(), 0, size())
                                .mapToDouble(i -> values[i])
                                .sum()
                        / size());
        return means;
    }

    /**
     * Cliff's delta (Dominance statistics. Psychological Bulletin 114, 1993): the probability that a measurement of
     * this sample is higher than one of the other, minus the probability that it is lower; 1 if all are higher, -1 if
     * all are lower.
     */
    public double cliffsDelta(Sample other) {
        double sum = 0;
        for (double mine : values) {
            for (double theirs : other.values) {
                sum += Math.signum(Rounded.of(mine - theirs));
            }
        }
        return sum / ((double) size() * other.size());
    }
}
