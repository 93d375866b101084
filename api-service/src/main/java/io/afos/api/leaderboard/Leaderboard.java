package io.afos.api.leaderboard;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a leaderboard. */
public record Leaderboard(
        @Schema(description = "The recipe under which all of it was trained; absent if nothing was trained yet")
        @Nullable
        Context context,

        String metric,
        List<LeaderboardEntry> items,

        @Schema(description = "Give it as `cursor`, with the same recipe, to get the next page") @Nullable
        String next) {}
