package io.afos.api.evaluation;

/** A worker has taken an attempt that had been in the queue for so long. */
record AttemptStarted(double waitedSeconds) {}
