package io.afos.api.strategy.laboratory;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A 95 % confidence interval for the median of the distribution that a sample was drawn from: the order statistics whose
 * ranks a binomial distribution gives. Assumes nothing of the distribution (Conover: Practical nonparametric statistics,
 * 3rd edition, 1999, section 3.2).
 */
record MedianInterval(double low, double high) {

    private static final double TAIL = 0.025;

    /** Empty for fewer than 6 values, of which not even the extremes contain the median with this confidence. */
    static Optional<MedianInterval> of(double[] values) {
        int rank = rank(values.length);
        if (rank == 0) {
            return Optional.empty();
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Optional.of(new MedianInterval(sorted[rank - 1], sorted[sorted.length - rank]));
    }

    /** The rank, counted from 1, of the lower limit among so many values, and of the upper one from above; 0 if none will do. */
    static int rank(int size) {
        var below = BinomialDistribution.of(size, 0.5);
        int rank = 0;
        while (rank < size && below.cumulativeProbability(rank) <= TAIL) {
            rank++;
        }
        return rank;
    }

    boolean isBelow(MedianInterval other) {
        return high < other.low;
    }
}
