package io.afos.api.strategy.laboratory;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Medians of contestants that are compared with each other, lower being better. */
final class Medians {

    private static final int RESAMPLES = 2_000;

    private final Map<Contestant, double[]> samples;

    Medians(Map<Contestant, double[]> samples) {
        this.samples = samples;
    }

    double median(Contestant contestant) {
        return Races.median(samples.get(contestant));
    }

    Optional<MedianInterval> interval(Contestant contestant) {
        return MedianInterval.of(samples.get(contestant));
    }

    /** In bold if the contestant is the best: if its interval is below those of all others that know as much at the start. */
    String marked(Contestant contestant, String median) {
        boolean best = interval(contestant)
                .filter(mine -> samples.keySet().stream()
                        .filter(other -> other != contestant && other.informed() == contestant.informed())
                        .flatMap(other -> interval(other).stream())
                        .allMatch(mine::isBelow))
                .isPresent();
        return best ? "**" + median + "**" : median;
    }

    /**
     * A 95 % interval for the ratio of two medians, by the percentile bootstrap (Efron, Tibshirani: An introduction to the
     * bootstrap, 1993, chapter 13). Empty for the reference itself, and where a median is infinite or has no interval.
     */
    Optional<MedianInterval> relativeTo(Contestant reference, Contestant contestant) {
        if (contestant == reference
                || interval(contestant).isEmpty()
                || !Double.isFinite(median(contestant))
                || !Double.isFinite(median(reference))) {
            return Optional.empty();
        }
        var random = new SplittableRandom(1);
        double[] ratios = new double[RESAMPLES];
        Arrays.setAll(ratios, i -> medianOfResample(contestant, random) / medianOfResample(reference, random));
        return Optional.of(new MedianInterval(Races.quantile(ratios, 0.025), Races.quantile(ratios, 0.975)));
    }

    private double medianOfResample(Contestant contestant, SplittableRandom random) {
        double[] sample = samples.get(contestant);
        return Races.median(random.ints(sample.length, 0, sample.length)
                .mapToDouble(i -> sample[i])
                .toArray());
    }
}
