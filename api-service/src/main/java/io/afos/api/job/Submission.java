package io.afos.api.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a job came in.
 *
 * @param idempotencyKey the client's key for this submission, or {@code null}
 * @param requestHash hash of the request, to tell a repeated submission from another one under the same key
 */
public record Submission(@Nullable String idempotencyKey, String requestHash) {

    public static Submission of(@Nullable String idempotencyKey, String request) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
            return new Submission(idempotencyKey, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
