package io.afos.api.leaderboard;

import io.afos.api.statistics.Interval;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An activation function under one recipe; metrics are means over its seeds. */
public record LeaderboardEntry(
        @Schema(description = "1 for the best; equal metrics get ranks in a fixed order")
        long rank,

        String fingerprint,
        String formula,

        @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
        String name,

        @Schema(description = "Whether it is a standard activation")
        boolean baseline,

        @Schema(
                description = "Number of seeds that the means are over: all that it was trained with, without those by"
                        + " which searches select functions as soon as they have trained it with further ones")
        int seeds,

        @Schema(description = "Of these, how many diverged (fitness 0)")
        int diverged,

        @Schema(description = "Of these, how many were stopped by screening")
        int screenedOut,

        double fitness,
        @Nullable Double accuracy,
        @Nullable Double loss,

        @Schema(description = "Of external trainings whose objective is a score of their own") @Nullable
        Double score,

        @Nullable Double testAccuracy,

        @Schema(description = "The metric that the list is sorted by, minus ReLU's; absent if ReLU was not trained")
        @Nullable
        Double differenceToRelu,

        @Schema(description = "Welch's 95 % interval of that difference; absent with a single seed of one of the two")
        @Nullable
        Interval differenceInterval,

        @Schema(description = "Student's 95 % interval over the seeds of the metric that the list is sorted by")
        @Nullable
        Interval interval,

        @Schema(description = "Whether the rank means little, for want of seeds: fewer than 3")
        boolean tooLittleData) {}
