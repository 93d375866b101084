package io.afos.api.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nemenyi's comparison of all pairs of treatments by their average ranks over the same cases (Nemenyi:
 * Distribution-free multiple comparisons. Princeton, 1963). It controls the family-wise error rate over all pairs.
 *
 * @param treatments number k of treatments, 2 or more
 * @param cases number N of cases, 1 or more
 */
public record Nemenyi(int treatments, int cases) {

    public Nemenyi {
        if (treatments < 2 || cases < 1) {
            throw new IllegalArgumentException("Nemenyi's test needs at least 2 treatments and 1 case");
        }
    }

    /** The standard error of the difference of two average ranks: sqrt(k (k + 1) / (6 N)). */
    double standardError() {
        return Math.sqrt(treatments * (treatments + 1.0) / (6.0 * cases));
    }

    /** The difference of average ranks from which two treatments differ at significance level {@code alpha}. */
    public double criticalDifference(double alpha) {
        return new StudentizedRange(treatments).critical(alpha) / Math.sqrt(2) * standardError();
    }

    /** The p-value, adjusted for all pairs, of a difference of average ranks. */
    public double pValue(double difference) {
        return new StudentizedRange(treatments).survival(Math.abs(difference) / standardError() * Math.sqrt(2));
    }

    /**
     * The largest groups of treatments that do not differ, as joined by the bars of a critical difference diagram.
     *
     * @return groups of two or more indices of treatments, best first
     */
    public static List<List<Integer>> groups(List<Double> averageRanks, double criticalDifference) {
        List<Integer> order = IntStream.range(0, averageRanks.size())
                .boxed()
                .sorted(Comparator.comparing(averageRanks::get))
                .toList();
        var groups = new ArrayList<List<Integer>>();
        int joined = 0;
        for (int first = 0; first < order.size(); first++) {
            int end = first;
            while (end < order.size()
                    && averageRanks.get(order.get(end)) - averageRanks.get(order.get(first)) < criticalDifference) {
                end++;
            }
            if (end - first > 1 && end > joined) {
                groups.add(order.subList(first, end));
                joined = end;
            }
        }
        return List.copyOf(groups);
    }
}
