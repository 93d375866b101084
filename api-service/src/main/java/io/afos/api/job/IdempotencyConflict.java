package io.afos.api.job;

import io.afos.api.problem.Conflict;
import java.util.Locale;

/** An idempotency key was reused for a different request. */
public class IdempotencyConflict extends Conflict {

    private static final long serialVersionUID = 1;

    IdempotencyConflict(long jobId) {
        super(String.format(
                Locale.ROOT,
                "this Idempotency-Key was already used for another request, which created job %d; use a new key",
                jobId));
    }
}
