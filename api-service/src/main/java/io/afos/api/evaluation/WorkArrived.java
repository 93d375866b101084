package io.afos.api.evaluation;

/** There may be something to dispatch. */
record WorkArrived() {}
