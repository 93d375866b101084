package io.afos.api.statistics;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The measure used in the AFOS paper: in how many cases new treatments beat every standard one. A tie is not a win.
 *
 * @param cases number of cases
 * @param byAny number of cases in which at least one new treatment does
 * @param byEach for each new treatment, the number of cases in which it does, in the order of the table
 */
public record Superiority(int cases, int byAny, List<Wins> byEach) {

    public Superiority {
        byEach = List.copyOf(byEach);
    }

    /** A new treatment and the number of cases in which it beats every standard one. */
    public record Wins(int treatment, int cases) {}

    /** @param standard indices of the standard treatments; all others are new */
    public static Superiority of(ScoreTable table, Set<Integer> standard) {
        Set<Integer> fresh = IntStream.range(0, table.treatments())
                .boxed()
                .filter(treatment -> !standard.contains(treatment))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Wins> each = fresh.stream()
                .map(treatment -> new Wins(treatment, (int) IntStream.range(0, table.cases())
                        .filter(row -> beatsAll(table, row, treatment, standard))
                        .count()))
                .toList();
        int any = (int) IntStream.range(0, table.cases())
                .filter(row -> fresh.stream().anyMatch(treatment -> beatsAll(table, row, treatment, standard)))
                .count();
        return new Superiority(table.cases(), any, each);
    }

    private static boolean beatsAll(ScoreTable table, int row, int treatment, Set<Integer> standard) {
        return standard.stream().allMatch(other -> table.score(row, treatment) > table.score(row, other));
    }
}
