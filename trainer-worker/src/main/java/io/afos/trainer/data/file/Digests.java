package io.afos.trainer.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums in lower-case hexadecimal digits. */
public final class Digests {

    private static final int CHUNK = 1 << 16;

    private Digests() {}

    /** @param activity called repeatedly while the file is read */
    public static String sha256(Path file, Runnable activity) throws IOException {
        return file("SHA-256", file, activity);
    }

    public static String md5(Path file, Runnable activity) throws IOException {
        return file("MD5", file, activity);
    }

    public static String sha256(String text) {
        return HexFormat.of().formatHex(of("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(of("SHA-256").digest(content));
    }

    public static String md5(byte[] content) {
        return HexFormat.of().formatHex(of("MD5").digest(content));
    }

    private static String file(String algorithm, Path file, Runnable activity) throws IOException {
        MessageDigest digest = of(algorithm);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                activity.run();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("unavailable digest algorithm " + algorithm, e);
        }
    }
}
