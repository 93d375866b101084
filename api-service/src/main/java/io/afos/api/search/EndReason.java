package io.afos.api.search;

/** The reason why a search proposes no more candidates. */
public enum EndReason {
    /** Its strategy has finished. */
    STRATEGY,
    /** One of the {@link StopRules}; each constant has the name of its rule. */
    TRAININGS,
    EPOCHS,
    SECONDS,
    FITNESS,
    PATIENCE
}
