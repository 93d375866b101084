package io.afos.api.evaluation;

/**
 * The life of an evaluation: {@code PENDING -> QUEUED -> RUNNING -> SUCCEEDED | FAILED | CANCELLED}. A lost, revoked or
 * failed attempt goes back to {@code PENDING}; a failed or cancelled evaluation does so when a job asks for it again.
 */
public enum EvaluationState {
    PENDING,
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether an outcome is still to come. */
    public boolean isOpen() {
        return this == PENDING || this == QUEUED || this == RUNNING;
    }
}
