package io.afos.api.strategy.laboratory;

import org.apache.commons.statistics.ranking.NaturalRanking;

/** Spearman's rank correlation. */
final class Spearman {

    private Spearman() {}

    /** Pearson's correlation of the ranks, of which equal values share the mean. */
    static double correlation(double[] a, double[] b) {
        return pearson(new NaturalRanking().apply(a), new NaturalRanking().apply(b));
    }

    private static double pearson(double[] a, double[] b) {
        double mean = (a.length + 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
