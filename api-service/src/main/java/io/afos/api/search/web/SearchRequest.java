package io.afos.api.search.web;

import io.afos.api.request.RecipeRequest;
import io.afos.api.search.Replication;
import io.afos.api.search.StopRules;
import io.afos.api.strategy.Strategy;
import io.afos.model.recipe.Seeds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for a search. All fields are optional and default to the values of the AFOS paper. */
@Schema(description = "All fields are optional and default to the values of the AFOS paper.")
record SearchRequest(
        @Schema(description = "Display name", example = "first try")
        @Size(max = 100)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        @Nullable
        String name,

        @Valid @Nullable Strategy strategy,
        @Valid @Nullable SpaceRequest space,

        @Schema(description = "Functions to try first. Default: none") @Valid @Nullable
        StartRequest start,

        @Schema(
                description =
                        "Whether f(-x) counts as the same function as f(x), so that only one of them is trained. Both"
                                + " train alike after layers whose initial weights are distributed symmetrically around zero",
                defaultValue = "false")
        @Nullable
        Boolean mirrorInvariant,

        @Valid @Nullable RecipeRequest recipe,

        @Schema(
                description = "Names of standard activations trained under the same recipe for comparison; see"
                        + " /catalog/activations. Default: relu")
        @Size(max = 32)
        @Nullable
        List<@Size(max = 64) String> baselines,

        @Schema(description = "Seed of the strategy's random numbers", defaultValue = "1")
        @Min(Seeds.MIN)
        @Max(Seeds.MAX)
        @Nullable
        Long seed,

        @Schema(
                description = "Seed of every training. Searches with the same recipe and training seed share their"
                        + " trainings",
                defaultValue = "1")
        @Min(Seeds.MIN)
        @Max(Seeds.MAX)
        @Nullable
        Long trainingSeed,

        @Schema(description = "When the search ends although its strategy would continue. Default: never")
        @Valid
        @Nullable
        StopRules stop,

        @Schema(description = "How the best functions are trained again before one is reported as the best")
        @Valid
        @Nullable
        Replication replication,

        @Schema(description = "Jobs with a higher priority go first", defaultValue = "0") @Min(-100) @Max(100) @Nullable
        Integer priority) {}
