package io.afos.api.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The Friedman test of the hypothesis that all treatments are equally good, corrected for ties (Hollander, Wolfe:
 * Nonparametric statistical methods, 1999, section 7.1), and its less conservative form by Iman and Davenport
 * (Communications in Statistics 9, 1980).
 *
 * @param cases number N of cases
 * @param treatments number k of treatments
 * @param chiSquare Friedman's statistic, 0 or more
 * @param degreesOfFreedom k - 1
 * @param pValue of {@code chiSquare}
 * @param imanDavenport F = (N - 1) chiSquare / (N (k - 1) - chiSquare); infinite if all cases rank the treatments alike
 * @param denominatorDegreesOfFreedom (k - 1)(N - 1); the numerator has k - 1
 * @param imanDavenportPValue of {@code imanDavenport}
 */
public record FriedmanTest(
        int cases,
        int treatments,
        double chiSquare,
        int degreesOfFreedom,
        double pValue,
        double imanDavenport,
        int denominatorDegreesOfFreedom,
        double imanDavenportPValue) {

    /** The test; empty for fewer than two cases or treatments, or if all treatments tie in every case. */
    public static Optional<FriedmanTest> of(ScoreTable table) {
        int n = table.cases();
        int k = table.treatments();
        if (n < 2 || k < 2) {
            return Optional.empty();
        }
        double meanRank = (k + 1) / 2.0;
        double spread = table.averageRanks().stream()
                .mapToDouble(rank -> n * (rank - meanRank) * n * (rank - meanRank))
                .sum();
        double denominator = n * k * (k + 1.0) - ties(table) / (k - 1.0);
        if (denominator <= 0) {
            return Optional.empty();
        }
        double chiSquare = 12 * spread / denominator;
        double room = n * (k - 1.0) - chiSquare;
        int within = (k - 1) * (n - 1);
        // All cases rank alike; the tolerance keeps rounding errors out of the decision.
        double f = room <= 1e-9 * n * k ? Double.POSITIVE_INFINITY : (n - 1) * chiSquare / room;
        return Optional.of(new FriedmanTest(
                n,
                k,
                chiSquare,
                k - 1,
                ChiSquaredDistribution.of(k - 1).survivalProbability(chiSquare),
                f,
                within,
                Double.isInfinite(f) ? 0 : FDistribution.of(k - 1, within).survivalProbability(f)));
    }

    /** The sum of t^3 - t over all groups of equal scores within a case, where t is the size of the group. */
    private static double ties(ScoreTable table) {
        double sum = 0;
        for (int row = 0; row < table.cases(); row++) {
            sum += Arrays.stream(table.ranks(row))
                    .boxed()
                    .collect(Collectors.groupingBy(rank -> rank, Collectors.counting()))
                    .values()
                    .stream()
                    .mapToDouble(t -> (double) t * t * t - t)
                    .sum();
        }
        return sum;
    }
}
