package io.afos.api.job;

import io.afos.api.caller.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a submission.
 *
 * @param idempotencyKey the client's key for this submission, or {@code null}
 * @param requestHash hash of the request, which distinguishes a repeated submission from a different one with the same
 *     key
 * @param submitter the name of the API key
 */
public record Submission(@Nullable String idempotencyKey, String requestHash, String submitter) {

    public static Submission of(@Nullable String idempotencyKey, String request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
            return new Submission(idempotencyKey, HexFormat.of().formatHex(digest), Caller.name());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
