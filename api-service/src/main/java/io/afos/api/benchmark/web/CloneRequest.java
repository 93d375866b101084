package io.afos.api.benchmark.web;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.model.recipe.Seeds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields in which a copy differs from the original. */
record CloneRequest(
        @Schema(description = "Default: the original's")
        @Size(max = 100)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        @Nullable
        String name,

        @Schema(description = "Seeds that replace the original's") @Size(min = 1, max = 100) @Nullable
        List<@Min(Seeds.MIN) @Max(Seeds.MAX) Long> seeds,

        @Schema(description = "Default: the original's; TEST_ACCURACY needs an original that measures the test split")
        @Nullable
        BenchmarkMetric metric,

        @Schema(description = "Default: unlimited") @Valid BenchmarkRequest.@Nullable BudgetRequest budget,

        @Schema(description = "Jobs with a higher priority go first. Default: the original's")
        @Min(-100)
        @Max(100)
        @Nullable
        Integer priority) {}
