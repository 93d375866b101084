package io.afos.api.search.candidate;

/** What became of a candidate. */
public enum CandidateState {
    /** Waits for its evaluation. */
    OPEN,
    /** Has its fitness, be it 0 because it cannot be trained. */
    SCORED,
    /** Its evaluation failed. */
    FAILED,
    /** The search ended before its evaluation did. */
    CANCELLED
}
