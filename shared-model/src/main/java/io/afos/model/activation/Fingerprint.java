package io.afos.model.activation;

import io.afos.model.expression.Expression;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of an activation function: what its exact values are at 2,080 fixed inputs up to 1e-9 near 0 and a relative
 * 1e-6 elsewhere, however it is written.
 *
 * @param value 32 lower-case hexadecimal digits
 */
public record Fingerprint(String value) {

    private static final int BYTES = 16;

    public Fingerprint {
        if (!value.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("a fingerprint has 32 lower-case hexadecimal digits");
        }
    }

    public static Fingerprint of(Expression expression) {
        return of(Outline.of(expression));
    }

    static Fingerprint of(long[] bins) {
        var bytes = ByteBuffer.allocate(bins.length * Long.BYTES);
        for (long bin : bins) {
            bytes.putLong(bin);
        }
        return new Fingerprint(HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(bytes.array()), BYTES)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
