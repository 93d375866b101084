package io.afos.api.benchmark.web;

import io.afos.api.request.RecipeRequest;
import io.afos.api.search.best.BestRequest;
import io.afos.model.recipe.Seeds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be added to a benchmark. */
@Schema(
        description =
                "New rows, columns and seeds are filled, apart from what the benchmark excludes. With `cells`, the cells"
                        + " that fit are added instead.")
record ExtensionRequest(
        @Schema(description = "Functions, by name or formula") @Size(max = 64) @Nullable
        List<@Size(max = 4_096) String> activations,

        @Schema(description = "The best functions of searches and leaderboards, as they stand now")
        @Size(max = 16)
        @Nullable
        List<@Valid BestRequest> best,

        @Schema(description = "More functions that the others are to beat") @Size(max = 64) @Nullable
        List<@Size(max = 4_096) String> baselines,

        @Size(max = 64) @Nullable List<@Size(max = 64) String> architectures,
        @Size(max = 64) @Nullable List<@Size(max = 71) String> datasets,
        @Size(max = 100) @Nullable List<@Min(Seeds.MIN) @Max(Seeds.MAX) Long> seeds,

        @Schema(description = "What is different in the recipes of new networks and data sets") @Valid @Nullable
        RecipeRequest recipe,

        BenchmarkRequest.@Valid @Nullable OverridesRequest overrides,

        @Schema(description = "Cells that are new or had been left out") @Size(max = 1_000) @Nullable
        List<BenchmarkRequest.@Valid CellRequest> cells,

        @Schema(description = "Replaces the budget") @Valid BenchmarkRequest.@Nullable BudgetRequest budget) {}
