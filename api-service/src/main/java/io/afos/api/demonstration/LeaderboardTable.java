package io.afos.api.demonstration;

import io.afos.api.leaderboard.LeaderboardEntry;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A leaderboard as text. */
final class LeaderboardTable {

    private static final int FORMULA_WIDTH = 64;

    private LeaderboardTable() {}

    static String of(List<LeaderboardEntry> entries) {
        var table = new StringBuilder(" rank  fitness  above ReLU  accuracy  seeds  function\n");
        for (LeaderboardEntry entry : entries) {
            table.append(String.format(
                    Locale.ROOT,
                    "%5d  %7.3f  %10s  %7.1f%%  %5d  %s%n",
                    entry.rank(),
                    entry.fitness(),
                    entry.differenceToRelu() == null
                            ? "-"
                            : String.format(Locale.ROOT, "%+.3f", entry.differenceToRelu()),
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
}
