package io.afos.api.demonstration;

import io.afos.api.leaderboard.LeaderboardEntry;
import io.afos.api.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A leaderboard as text. */
final class LeaderboardTable {

    private static final int FORMULA_WIDTH = 64;

    private LeaderboardTable() {}

    static String of(List<LeaderboardEntry> entries) {
        var table = new StringBuilder(" rank  fitness  above ReLU, 95 % interval  accuracy  seeds  function\n");
        for (LeaderboardEntry entry : entries) {
            table.append(String.format(
                    Locale.ROOT,
                    "%5d  %7.3f  %-25s  %7.1f%%  %5d  %s%n",
                    entry.rank(),
                    entry.fitness(),
                    aboveRelu(entry),
                    Objects.requireNonNullElse(entry.accuracy(), Double.NaN) * 100,
                    entry.seeds(),
                    entry.baseline()
                            ? String.format(
                                    Locale.ROOT,
                                    "%s = %s",
                                    entry.name(),
                                    ProgressLine.shorten(entry.formula(), FORMULA_WIDTH))
                            : ProgressLine.shorten(entry.formula(), FORMULA_WIDTH)));
        }
        return table.toString();
    }

    /** Without an interval where one of the two functions has a single seed. */
    private static String aboveRelu(LeaderboardEntry entry) {
        Double difference = entry.differenceToRelu();
        Interval interval = entry.differenceInterval();
        if (difference == null) {
            return "-";
        }
        return interval == null
                ? String.format(Locale.ROOT, "%+.3f", difference)
                : String.format(Locale.ROOT, "%+.3f, %+.3f to %+.3f", difference, interval.lower(), interval.upper());
    }
}
