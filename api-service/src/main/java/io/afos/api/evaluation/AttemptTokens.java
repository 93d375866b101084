package io.afos.api.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tokens that tasks carry, and by which events show that they come from a worker that was given the task. A token is a keyed
 * hash of the attempt, so nothing has to be stored before a task is published, and all replicas agree. It covers the time at which
 * the evaluation was created: a database restored from a backup gives the same ids to other evaluations.
 */
@Component
public class AttemptTokens {

    private static final String ALGORITHM = "HmacSHA256";

    private final JdbcClient jdbc;
    private volatile @Nullable SecretKeySpec key;

    AttemptTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The token of an attempt. */
    public String of(long evaluationId, int attempt, Instant createdAt) {
        ByteBuffer text = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(evaluationId)
                .putInt(attempt)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether the token is that of the attempt, or the attempt was given without one before there were tokens. */
    public boolean admit(long evaluationId, int attempt, @Nullable String token) {
        return jdbc.sql("select created_at, untokened from evaluation where id = :id")
                .param("id", evaluationId)
                .query((row, number) -> token == null
                        ? attempt <= row.getInt("untokened")
                        : isEqual(
                                token,
                                of(
                                        evaluationId,
                                        attempt,
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant())))
                .optional()
                .orElse(false);
    }

    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(
                    jdbc.sql("select key from attempt_key").query(byte[].class).single(), ALGORITHM);
            key = known;
        }
        return known;
    }
}
