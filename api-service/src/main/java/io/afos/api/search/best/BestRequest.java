package io.afos.api.search.best;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** Selects a number of the best functions of a search or leaderboard. */
@Schema(name = "BestRequest")
public record BestRequest(
        @Schema(description = "Id of a search; alternative to `recipe`") @Nullable
        Long search,

        @Schema(description = "Hash of a recipe in /leaderboard/contexts; alternative to `search`")
        @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
        @Nullable
        String recipe,

        @Schema(defaultValue = "5") @Min(1) @Max(64) @Nullable
        Integer count) {}
