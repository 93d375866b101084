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

/** A search as users ask for it. Every field may be left out; the defaults are the AFOS paper's. */
@Schema(description = "Every field may be left out; the defaults are the AFOS paper's.")
record SearchRequest(
        @Schema(description = "For people to recognise it by", example = "first try")
        @Size(max = 100)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not contain control characters")
        @Nullable
        String name,

        @Valid @Nullable Strategy strategy,
        @Valid @Nullable SpaceRequest space,

        @Schema(description = "Functions that are tried first. Default: none") @Valid @Nullable
        StartRequest start,

        @Schema(
                description =
                        "Whether f(-x) counts as f(x), so that only one of them is trained. The two train alike behind layers"
                                + " whose initial weights are as likely positive as negative",
                defaultValue = "false")
        @Nullable
        Boolean mirrorInvariant,

        @Valid @Nullable RecipeRequest recipe,

        @Schema(
                description = "Standard activations trained under the same recipe for comparison, by name;"
                        + " see /catalog/activations. Default: relu")
        @Size(max = 32)
        @Nullable
        List<@Size(max = 64) String> baselines,

        @Schema(description = "Seed of the strategy's random numbers", defaultValue = "1")
        @Min(Seeds.MIN)
        @Max(Seeds.MAX)
        @Nullable
        Long seed,

        @Schema(
                description = "Seed of every training. Searches that share it and the recipe share their trainings",
                defaultValue = "1")
        @Min(Seeds.MIN)
        @Max(Seeds.MAX)
        @Nullable
        Long trainingSeed,

        @Schema(description = "When the search ends although its strategy would go on. Default: never") @Valid @Nullable
        StopRules stop,

        @Schema(description = "How the best functions are trained again before one is called best") @Valid @Nullable
        Replication replication,

        @Schema(description = "Higher goes first", defaultValue = "0") @Min(-100) @Max(100) @Nullable
        Integer priority) {}
