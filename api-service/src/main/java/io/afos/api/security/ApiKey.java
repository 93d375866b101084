package io.afos.api.security;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key by its hash.
 *
 * @param name tells keys apart in logs: 1 to 64 letters, digits, dots, dashes and underscores
 * @param sha256 SHA-256 of the key, 64 hexadecimal digits. A fast hash is right here, as the keys are 256 random bits,
 *     which nobody can guess; it would not be for passwords.
 */
record ApiKey(String name, Role role, String sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    ApiKey(@Nullable String name, @Nullable Role role, @Nullable String sha256) {
        require(name != null && NAME.matcher(name).matches(), "name must be 1 to 64 letters, digits, '.', '-' or '_'");
        require(role != null, "role must be READ, WORK, SUBMIT, IMPORT or ADMIN");
        require(sha256 != null && HASH.matcher(sha256).matches(), "sha256 must be 64 hexadecimal digits");
        this.name = name;
        this.role = role;
        this.sha256 = sha256;
    }

    byte[] hash() {
        return HexFormat.of().parseHex(sha256);
    }

    private static void require(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException("an API key's " + message);
        }
    }
}
