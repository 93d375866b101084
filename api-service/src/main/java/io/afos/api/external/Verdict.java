package io.afos.api.external;

/** Whether a trainer goes on. */
public enum Verdict {
    /** The next epoch is wanted. */
    CONTINUE,
    /** That was the last epoch: the result is recorded. */
    TRAINED,
    /** Screening gave the candidate up: the result is recorded. */
    SCREENED_OUT,
    /** The evaluation has its outcome. */
    ENDED,
    /** The search was paused: somebody trains this anew when it goes on. */
    PAUSED,
    /** Nobody wants this any more. */
    CANCELLED,
    /** The trainer was silent for too long: the evaluation is, or will be, somebody else's. */
    SUPERSEDED
}
