package io.afos.api.search.candidate;

/** The state of a candidate. */
public enum CandidateState {
    /** Waits for its evaluation. */
    OPEN,
    /** Has its fitness, which is 0 for a function that is not trained. */
    SCORED,
    /** Its evaluation failed. */
    FAILED,
    /** The search ended before its evaluation did. */
    CANCELLED
}
