package io.afos.api.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation has its outcome. Published within the transaction that recorded it, with the rows of all jobs that waited
 * for it locked.
 *
 * @param jobIds the jobs that waited, ascending
 * @param fitness set if and only if the state is {@code SUCCEEDED}
 * @param failure what went wrong, set if and only if the state is {@code FAILED}
 */
public record EvaluationClosed(
        long evaluationId,
        String fingerprint,
        String recipeHash,
        EvaluationState state,
        @Nullable Double fitness,
        @Nullable String failure,
        List<Long> jobIds) {}
