package io.afos.api.evaluation;

/** How a succeeded evaluation ended. */
public enum EvaluationOutcome {
    TRAINED,
    SCREENED_OUT,
    DIVERGED
}
