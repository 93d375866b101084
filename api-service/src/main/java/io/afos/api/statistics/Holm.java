package io.afos.api.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction of p-values, which controls the family-wise error rate (Holm: A simple sequentially rejective
 * multiple test procedure. Scandinavian Journal of Statistics 6, 1979).
 */
public final class Holm {

    private Holm() {}

    /**
     * The corrected p-values in the order of the given ones. A hypothesis is rejected if its value is below the
     * significance level.
     */
    public static double[] adjust(double[] pValues) {
        int m = pValues.length;
        List<Integer> ascending = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double[] adjusted = new double[m];
        double largest = 0;
        for (int step = 0; step < m; step++) {
            int i = ascending.get(step);
            largest = Math.max(largest, Math.min(1, (m - step) * pValues[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
