package io.afos.api.search;

/** Why a search proposes no more candidates. */
public enum EndReason {
    /** Its strategy has no more. */
    STRATEGY,
    /** The most trainings of {@link StopRules}. */
    TRAININGS,
    /** The most epochs. */
    EPOCHS,
    /** The most seconds. */
    SECONDS,
    /** The fitness to be reached. */
    FITNESS,
    /** So many trainings without a better function. */
    PATIENCE
}
