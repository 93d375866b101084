package io.afos.model.activation;

import io.afos.model.expression.Expression;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of an activation function: expressions that agree on 40 fixed points in (-6, 6), up to 1e-9 near 0 and a
 * relative 1e-6 elsewhere, have the same one, however they are written.
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
        var bins = ByteBuffer.allocate(Samples.COUNT * Long.BYTES);
        for (double value : Samples.values(expression)) {
            bins.putLong(Samples.bin(value));
        }
        byte[] digest = sha256().digest(bins.array());
        return new Fingerprint(HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)));
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
