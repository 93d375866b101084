package io.afos.api.benchmark.web;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.request.RecipeRequest;
import io.afos.api.search.best.BestRequest;
import io.afos.model.recipe.Seeds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request for a benchmark. */
@Schema(
        description = "All fields are optional. They default to the preset's values, or without a preset to the"
                + " network, images and recipe of the AFOS paper, as for a search.")
record BenchmarkRequest(
        @Schema(description = "Display name")
        @Size(max = 100)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        @Nullable
        String name,

        @Schema(description = "Name in /benchmarks/presets; the preset supplies the fields that the request omits")
        @Size(max = 64)
        @Nullable
        String preset,

        @Schema(description = "Functions to compare, by name or formula", example = "[\"eelu-2\", \"x*tanh(exp(x))\"]")
        @Size(max = 64)
        @Nullable
        List<@Size(max = 4_096) String> activations,

        @Schema(description = "The best functions of searches and leaderboards at the time of the request")
        @Size(max = 16)
        @Nullable
        List<@Valid BestRequest> best,

        @Schema(description = "Functions that the others should beat, by name or formula; always included")
        @Size(min = 1, max = 64)
        @Nullable
        List<@Size(max = 4_096) String> baselines,

        @Schema(description = "The function with which the others are compared. Default: the first baseline")
        @Size(max = 4_096)
        @Nullable
        String control,

        @Schema(description = "Names in /catalog/architectures") @Size(min = 1, max = 64) @Nullable
        List<@Size(max = 64) String> architectures,

        @Schema(description = "Names in /catalog/datasets, or folder:NAME for class folders on the workers")
        @Size(min = 1, max = 64)
        @Nullable
        List<@Size(max = 71) String> datasets,

        @Schema(
                description =
                        "Networks that programs of your own train, each a recipe with external and epochs. With these and neither"
                                + " architectures nor datasets, the benchmark has no others")
        @Size(min = 1, max = 64)
        @Nullable
        List<@Valid RecipeRequest> networks,

        @Schema(description = "Seeds of the trainings. Default: 1, 2, 3") @Size(min = 1, max = 100) @Nullable
        List<@Min(Seeds.MIN) @Max(Seeds.MAX) Long> seeds,

        @Schema(description = "The recipe without architecture and data set") @Valid @Nullable
        RecipeRequest recipe,

        @Valid @Nullable OverridesRequest overrides,

        @Schema(description = "The cells to train. Default: all") @Size(min = 1, max = 1_000) @Nullable
        List<@Valid CellRequest> cells,

        @Schema(description = "Cells to skip") @Size(max = 1_000) @Nullable
        List<@Valid CellRequest> exclude,

        @Schema(
                description = "The metric by which the functions are compared; FITNESS if all networks are external",
                defaultValue = "TEST_ACCURACY")
        @Nullable
        BenchmarkMetric metric,

        @Schema(description = "Default: unlimited") @Valid @Nullable
        BudgetRequest budget,

        @Schema(description = "Jobs with a higher priority go first", defaultValue = "0") @Min(-100) @Max(100) @Nullable
        Integer priority) {

    /** Recipe fields for individual architectures and data sets; those of the data set take precedence. */
    @Schema(name = "RecipeOverrides")
    record OverridesRequest(
            @Schema(description = "By architecture") @Size(max = 64) @Nullable
            Map<@Size(max = 64) String, @Valid RecipeRequest> architectures,

            @Schema(description = "By data set") @Size(max = 64) @Nullable
            Map<@Size(max = 71) String, @Valid RecipeRequest> datasets) {}

    /** Selects cells by any of their four dimensions; an omitted one matches all. */
    @Schema(name = "CellRequest")
    record CellRequest(
            @Schema(description = "Name or formula") @Size(max = 4_096) @Nullable
            String activation,

            @Size(max = 64) @Nullable String architecture,
            @Size(max = 71) @Nullable String dataset,
            @Min(Seeds.MIN) @Max(Seeds.MAX) @Nullable Long seed) {}

    /** The limits of a benchmark; a training that an earlier job requested costs nothing. */
    @Schema(name = "BudgetRequest")
    record BudgetRequest(
            @Schema(description = "Number of new trainings; a benchmark that needs more is rejected")
            @Min(0)
            @Max(10_000)
            @Nullable
            Integer maxTrainings,

            @Schema(description = "Worker seconds; the benchmark ends when they are used up")
            @Min(1)
            @Max(1_000_000_000)
            @Nullable
            Double maxTrainingSeconds) {}
}
