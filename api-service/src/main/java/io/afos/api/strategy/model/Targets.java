package io.afos.api.strategy.model;

import io.afos.api.strategy.history.Member;
import java.util.List;
import java.util.stream.IntStream;

/** The target values of a model of fitness. */
public final class Targets {

    private Targets() {}

    /**
     * The fitness of the members. If they were trained for different numbers of epochs, their fitness is not
     * comparable; then the normal scores of their ranks by {@link Member#BEST_FIRST} are used.
     *
     * @param members members with a score
     */
    public static double[] of(List<Member> members) {
        boolean comparable =
                members.stream().mapToInt(Member::epochs).distinct().count() == 1;
        return comparable ? members.stream().mapToDouble(Member::score).toArray() : normalScores(members);
    }

    /** The quantile of the standard normal distribution at (n - rank + 1/2) / n. */
    public static double[] normalScores(List<Member> members) {
        int count = members.size();
        double[] quantiles = Quantiles.middles(count);
        var scores = new double[count];
        List<Integer> order = IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> Member.BEST_FIRST.compare(members.get(a), members.get(b)))
                .toList();
        for (int rank = 0; rank < count; rank++) {
            scores[order.get(rank)] = quantiles[count - 1 - rank];
        }
        return scores;
    }
}
