package io.afos.api.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * The evaluation that serves a request.
 *
 * @param fitness set if the evaluation has succeeded before
 * @param reused whether its result exists or another request has it trained; an evaluation that failed or was cancelled is trained
 *     for this request
 */
public record RequestedEvaluation(
        long id,
        String fingerprint,
        EvaluationState state,
        @Nullable Double fitness,
        boolean reused) {}
