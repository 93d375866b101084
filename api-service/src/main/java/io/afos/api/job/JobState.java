package io.afos.api.job;

/** The states of a job: {@code RUNNING <-> PAUSED}, then one of the final states; a failed job may be resumed. */
public enum JobState {
    RUNNING,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this != RUNNING && this != PAUSED;
    }
}
