package io.afos.api.standalone;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Creates passwords of 256 random bits. */
final class RandomPassword {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomPassword() {}

    static String next() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
