package io.afos.api.search;

import io.afos.api.web.Conflict;

/** An idempotency key was used again for a different request. */
class IdempotencyConflict extends Conflict {

    private static final long serialVersionUID = 1;

    IdempotencyConflict(long jobId) {
        super("this Idempotency-Key was used for another request, which became job %d; use a new key".formatted(jobId));
    }
}
