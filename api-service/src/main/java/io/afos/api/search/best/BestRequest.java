package io.afos.api.search.best;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A number of functions from the top of a search or of a leaderboard. */
@Schema(name = "BestRequest")
public record BestRequest(
        @Schema(description = "Number of a search; or else `recipe`") @Nullable
        Long search,

        @Schema(description = "Hash of a recipe in /leaderboard/contexts; or else `search`")
        @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 lower-case hexadecimal digits")
        @Nullable
        String recipe,

        @Schema(defaultValue = "5") @Min(1) @Max(64) @Nullable
        Integer count) {}
