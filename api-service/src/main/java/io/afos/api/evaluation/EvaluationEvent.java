package io.afos.api.evaluation;

import io.afos.model.message.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to evaluations. Published within the transaction that makes it happen. */
public sealed interface EvaluationEvent {

    /** There may be something to dispatch. */
    record WorkArrived() implements EvaluationEvent {}

    /** A worker has taken an attempt that had been in the queue for this long. */
    record Started(double waitedSeconds) implements EvaluationEvent {}

    /** A queued or running attempt is no longer wanted. */
    record Revoked(long evaluationId, int attempt) implements EvaluationEvent {}

    /** A worker was lost with an attempt. */
    record LeaseExpired(long evaluationId, int attempt) implements EvaluationEvent {}

    /** An attempt brought metrics. */
    record Succeeded(long evaluationId, EvaluationOutcome outcome, Outcome.Trained summary)
            implements EvaluationEvent {}

    /**
     * An evaluation has its outcome. The rows of all jobs that waited for it are locked.
     *
     * @param jobIds the jobs that waited, ascending
     * @param broken those of them that cannot go on and must not be advanced
     * @param fitness set if and only if the state is {@code SUCCEEDED}
     * @param failure what went wrong, set if and only if the state is {@code FAILED}
     */
    record Closed(
            long evaluationId,
            String fingerprint,
            String recipeHash,
            EvaluationState state,
            @Nullable Double fitness,
            @Nullable String failure,
            List<Long> jobIds,
            Set<Long> broken)
            implements EvaluationEvent {

        /** The jobs that can go on, ascending. */
        public List<Long> advancing() {
            return jobIds.stream().filter(id -> !broken.contains(id)).toList();
        }
    }

    /** Functions are trained with further seeds, whose results supersede earlier ones. */
    record Superseded(String recipeHash, List<String> fingerprints) implements EvaluationEvent {}

    /** Results came in from an archive. */
    record Imported(String recipeHash, List<String> fingerprints) implements EvaluationEvent {}
}
