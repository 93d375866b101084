package io.afos.api.leaderboard;

/** What a leaderboard is sorted by. */
public enum Metric {
    /** Accuracy divided by loss; the highest first. */
    FITNESS("fitness", true),
    /** Accuracy on the split that decides fitness; the highest first. */
    ACCURACY("accuracy", true),
    /** Loss on that split; the lowest first. */
    LOSS("loss", false);

    private final String column;
    private final boolean highestFirst;

    Metric(String column, boolean highestFirst) {
        this.column = column;
        this.highestFirst = highestFirst;
    }

    String column() {
        return column;
    }

    String order() {
        return highestFirst ? "desc" : "asc";
    }

    /** The comparison that finds rows after another one. */
    String after() {
        return highestFirst ? "<" : ">";
    }

    public double of(LeaderboardEntry entry) {
        return switch (this) {
            case FITNESS -> entry.fitness();
            case ACCURACY -> entry.accuracy();
            case LOSS -> entry.loss();
        };
    }
}
