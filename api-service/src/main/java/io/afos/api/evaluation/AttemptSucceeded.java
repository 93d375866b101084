package io.afos.api.evaluation;

import io.afos.model.message.Outcome;

/** An attempt brought metrics; published within the recording transaction. */
record AttemptSucceeded(long evaluationId, EvaluationOutcome outcome, Outcome.Trained summary) {}
