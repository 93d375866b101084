package io.afos.api.search.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A generation as the API returns it. */
public record GenerationView(
        @Schema(description = "Counted from 0") int generation,
        int members,
        int scored,

        @Schema(description = "Members that needed no training of their own")
        int reused,

        @Schema(description = "Members whose function is not finite or constant")
        int rejected,

        @Nullable Double bestFitness,
        @Nullable Double medianFitness,

        @Schema(description = "Ordinal of the fittest member") @Nullable
        Integer bestOrdinal,

        @Nullable String bestFormula) {}
