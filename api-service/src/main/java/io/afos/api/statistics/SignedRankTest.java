package io.afos.api.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test of paired scores (Biometrics Bulletin 1, 1945). Pairs without a difference are dropped.
 * The p-value is exact below 50 pairs if no two differences are equal in size and none is 0. Otherwise it uses the
 * normal approximation with corrections for ties and continuity. These are the rules of R's {@code wilcox.test}.
 *
 * @param pairs number of pairs with a difference
 * @param positive sum of the ranks of pairs in which the first score is higher
 * @param negative sum of the ranks of pairs in which the second score is higher
 * @param pValue two-sided
 * @param exact whether the p-value is exact
 */
public record SignedRankTest(int pairs, double positive, double negative, double pValue, boolean exact) {

    private static final int EXACT_BELOW = 50;

    /** Tests {@code first} against {@code second}; empty if no pair has a difference. */
    public static Optional<SignedRankTest> of(double[] first, double[] second) {
        double[] all = differences(first, second);
        double[] differences = Arrays.stream(all).filter(d -> d != 0).toArray();
        if (differences.length == 0) {
            return Optional.empty();
        }
        boolean ties = Arrays.stream(differences).map(Math::abs).distinct().count() < differences.length;
        boolean exact = !ties && all.length < EXACT_BELOW && differences.length == all.length;
        var result = WilcoxonSignedRankTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(differences);
        double positive = positiveRanks(differences);
        double total = differences.length * (differences.length + 1) / 2.0;
        return Optional.of(
                new SignedRankTest(differences.length, positive, total - positive, result.getPValue(), exact));
    }

    /**
     * The effect size: the matched-pairs rank-biserial correlation (Kerby: The simple difference formula. Comprehensive
     * Psychology 3, 2014), 1 if the first score is higher in all pairs, -1 if the second is.
     */
    public double rankBiserial() {
        return (positive - negative) / (positive + negative);
    }

    /** The differences, rounded so that differences due to rounding errors count as equal or as 0. */
    private static double[] differences(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("paired samples must have the same size");
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, i -> Rounded.of(first[i] - second[i]));
        return differences;
    }

    private static double positiveRanks(double[] differences) {
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE)
                .apply(Arrays.stream(differences).map(Math::abs).toArray());
        double sum = 0;
        for (int i = 0; i < ranks.length; i++) {
            sum += differences[i] > 0 ? ranks[i] : 0;
        }
        return sum;
    }
}
