package io.afos.api.leaderboard;

import java.util.Objects;

/** What a leaderboard is sorted by. */
public enum Metric {
    /** Fitness by the objective of the recipe; the highest first. */
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

    /** @param entry of a list that is sorted by this */
    public double of(LeaderboardEntry entry) {
        return switch (this) {
            case FITNESS -> entry.fitness();
            case ACCURACY -> Objects.requireNonNull(entry.accuracy());
            case LOSS -> Objects.requireNonNull(entry.loss());
        };
    }
}
