package io.afos.api.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * The evaluation that serves a request.
 *
 * @param fitness set if the evaluation has succeeded before
 * @param reused whether it had been asked for before
 */
public record RequestedEvaluation(
        long id,
        String fingerprint,
        EvaluationState state,
        @Nullable Double fitness,
        boolean reused) {}
