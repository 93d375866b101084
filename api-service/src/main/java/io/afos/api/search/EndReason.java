package io.afos.api.search;

/** Why a search proposes no more candidates. */
public enum EndReason {
    /** Its strategy has no more. */
    STRATEGY,
    /** One of its {@link StopRules}, each by its name. */
    TRAININGS,
    EPOCHS,
    SECONDS,
    FITNESS,
    PATIENCE
}
