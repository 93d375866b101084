package io.afos.api.evaluation.view;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation as users look at it. */
public record EvaluationView(
        long id,
        String fingerprint,
        String recipeHash,
        String dataset,
        String architecture,
        long seed,
        EvaluationState state,

        @Schema(description = "Attempts so far, the current one included")
        int attempt,

        @Schema(description = "Of these, how many failed or were lost")
        int failures,

        @Nullable String workerId,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable EvaluationOutcome outcome,
        @Nullable Integer epochs,
        @Nullable Double fitness,
        @Nullable Double accuracy,
        @Nullable Double loss,

        @Schema(description = "The number of its own that an external training reported, where its objective is one")
        @Nullable
        Double score,

        @Nullable Double testAccuracy,
        @Nullable Double testLoss,
        @Nullable Double seconds,
        @Nullable Double imagesPerSecond,
        @Nullable String failure,

        @Schema(description = "One point per epoch; measured on the split that decides fitness")
        List<Epoch> curve) {

    EvaluationView withCurve(List<Epoch> points) {
        return new EvaluationView(
                id,
                fingerprint,
                recipeHash,
                dataset,
                architecture,
                seed,
                state,
                attempt,
                failures,
                workerId,
                createdAt,
                startedAt,
                finishedAt,
                outcome,
                epochs,
                fitness,
                accuracy,
                loss,
                score,
                testAccuracy,
                testLoss,
                seconds,
                imagesPerSecond,
                failure,
                points);
    }
}
