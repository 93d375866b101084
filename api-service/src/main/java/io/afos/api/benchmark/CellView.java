package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cell of a benchmark as users look at it. */
public record CellView(
        String fingerprint,
        String recipeHash,
        long seed,
        long evaluationId,
        EvaluationState state,

        @Schema(description = "Whether another job had asked for the training before")
        boolean reused,

        @Nullable EvaluationOutcome outcome,
        @Nullable Integer epochs,

        @Schema(description = "The benchmark's metric; 0 for a training that diverged, absent if it was not measured")
        @Nullable
        Double value,

        @Nullable Double seconds,

        @Schema(description = "Why it failed") @Nullable String failure) {}
