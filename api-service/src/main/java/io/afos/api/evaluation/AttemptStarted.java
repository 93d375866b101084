package io.afos.api.evaluation;

/** A worker has taken an attempt. */
record AttemptStarted(long evaluationId) {}
