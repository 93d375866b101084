package io.afos.api.evaluation;

/** A worker was lost with an attempt. */
record LeaseExpired(long evaluationId, int attempt) {}
