package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cell of a benchmark as the API returns it. */
public record CellView(
        String fingerprint,
        String recipeHash,
        long seed,
        long evaluationId,
        EvaluationState state,

        @Schema(description = "Whether another job had already requested the training")
        boolean reused,

        @Nullable EvaluationOutcome outcome,
        @Nullable Integer epochs,

        @Schema(description = "The benchmark's metric; 0 for a diverged training, absent if not measured") @Nullable
        Double value,

        @Nullable Double seconds,

        @Schema(description = "Why it failed") @Nullable String failure) {}
