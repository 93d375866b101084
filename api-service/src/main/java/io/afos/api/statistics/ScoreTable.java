package io.afos.api.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * A complete table of scores, one row per case and one column per treatment. A higher score is better; scores that
 * agree to 12 decimals are equal.
 */
public final class ScoreTable {

    private static final NaturalRanking AVERAGE = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);

    private final double[][] scores;
    private final int treatments;

    private ScoreTable(double[][] scores, int treatments) {
        this.scores = scores;
        this.treatments = treatments;
    }

    /**
     * @param rows one row per case, all of the same length
     * @throws IllegalArgumentException if there is no row, rows differ in length, or a score is not finite
     */
    public static ScoreTable of(double[][] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a score table needs at least one case");
        }
        int width = rows[0].length;
        for (double[] row : rows) {
            if (row.length != width || !Arrays.stream(row).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("every case needs a finite score for each treatment");
            }
        }
        return new ScoreTable(
                Arrays.stream(rows)
                        .map(row -> Arrays.stream(row).map(Rounded::of).toArray())
                        .toArray(double[][]::new),
                width);
    }

    public int cases() {
        return scores.length;
    }

    public int treatments() {
        return treatments;
    }

    public double score(int row, int treatment) {
        return scores[row][treatment];
    }

    /** The scores of one treatment in the order of the cases. */
    public double[] column(int treatment) {
        return Arrays.stream(scores).mapToDouble(row -> row[treatment]).toArray();
    }

    /** The ranks in one case: 1 is best; equal scores share the mean of their ranks. */
    public double[] ranks(int row) {
        return AVERAGE.apply(Arrays.stream(scores[row]).map(score -> -score).toArray());
    }

    /** The mean rank of each treatment over all cases. */
    public List<Double> averageRanks() {
        double[] sums = new double[treatments];
        for (int row = 0; row < cases(); row++) {
            double[] ranks = ranks(row);
            Arrays.setAll(sums, i -> sums[i] + ranks[i]);
        }
        return IntStream.range(0, treatments).mapToObj(i -> sums[i] / cases()).toList();
    }
}
