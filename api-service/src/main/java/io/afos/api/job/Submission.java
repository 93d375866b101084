package io.afos.api.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job came in.
 *
 * @param idempotencyKey the client's key for this submission, or {@code null}
 * @param requestHash hash of the request, to tell a repeated submission from another one under the same key
 */
public record Submission(@Nullable String idempotencyKey, String requestHash) {}
