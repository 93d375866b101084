package io.afos.api.evaluation;

/** A queued or running attempt is no longer wanted. */
record AttemptRevoked(long evaluationId, int attempt) {}
