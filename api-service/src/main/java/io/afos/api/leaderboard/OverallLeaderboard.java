package io.afos.api.leaderboard;

import io.afos.api.statistics.Interval;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a leaderboard over several recipes. */
public record OverallLeaderboard(
        @Schema(description = "The recipes over which it ranks, sorted")
        List<String> recipes,

        String metric,

        @Schema(description = "Functions that were trained under every one of them")
        int functions,

        @Schema(description = "Results since then are not in it yet")
        Instant asOf,

        @Schema(description = "Whether it is of so few recipes, or functions, that ranks mean little")
        boolean tooLittleData,

        List<Entry> items,

        @Schema(description = "Give it as `cursor`, with the same recipes, to get the next page") @Nullable
        String next) {

    /** Fewer recipes than this say little: no rank test over them can find anything. */
    public static final int FEW_RECIPES = 4;

    static final int FEW_SEEDS = 3;

    /** A function on it. */
    @Schema(name = "OverallEntry")
    public record Entry(
            String fingerprint,
            String formula,

            @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
            String name,

            @Schema(description = "Mean of its ranks among these functions under each recipe; 1 is the best")
            double averageRank,

            @Schema(description = "Student's 95 % interval of the average rank over the recipes") @Nullable
            Interval interval,

            @Schema(description = "The fewest seeds under one of the recipes")
            int seeds,

            @Schema(description = "Whether the rank means little: fewer than 3 seeds, or 4 recipes")
            boolean tooLittleData) {}
}
