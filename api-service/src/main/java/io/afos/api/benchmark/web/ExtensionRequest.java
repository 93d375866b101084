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

/** Additions to a benchmark. */
@Schema(
        description = "New rows, columns and seeds are filled except for cells that the benchmark excludes. With"
                + " `cells`, only the matching cells are added.")
record ExtensionRequest(
        @Schema(description = "Functions, by name or formula") @Size(max = 64) @Nullable
        List<@Size(max = 4_096) String> activations,

        @Schema(description = "The best functions of searches and leaderboards at the time of the request")
        @Size(max = 16)
        @Nullable
        List<@Valid BestRequest> best,

        @Schema(description = "Additional functions that the others should beat") @Size(max = 64) @Nullable
        List<@Size(max = 4_096) String> baselines,

        @Size(max = 64) @Nullable List<@Size(max = 64) String> architectures,
        @Size(max = 64) @Nullable List<@Size(max = 71) String> datasets,

        @Schema(description = "Networks that programs of your own train, each a recipe with external and epochs")
        @Size(max = 64)
        @Nullable
        List<@Valid RecipeRequest> networks,

        @Size(max = 100) @Nullable List<@Min(Seeds.MIN) @Max(Seeds.MAX) Long> seeds,

        @Schema(description = "Recipe fields for individual new networks and data sets") @Valid @Nullable
        RecipeRequest recipe,

        BenchmarkRequest.@Valid @Nullable OverridesRequest overrides,

        @Schema(description = "Cells to add, new or left out before") @Size(max = 1_000) @Nullable
        List<BenchmarkRequest.@Valid CellRequest> cells,

        @Schema(description = "Replaces the budget") @Valid BenchmarkRequest.@Nullable BudgetRequest budget) {}
