package io.afos.api.statistics;

/** The number of cases in which one treatment is better than, equal to and worse than another. */
public record WinCount(int wins, int ties, int losses) {

    public static WinCount of(ScoreTable table, int treatment, int other) {
        int wins = 0;
        int ties = 0;
        for (int row = 0; row < table.cases(); row++) {
            int sign = Double.compare(table.score(row, treatment), table.score(row, other));
            wins += sign > 0 ? 1 : 0;
            ties += sign == 0 ? 1 : 0;
        }
        return new WinCount(wins, ties, table.cases() - wins - ties);
    }
}
