package io.afos.api.security;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes API keys on the command line: {@code --generate-api-key=NAME:ROLE}. */
public final class ApiKeyGenerator {

    private static final String OPTION = "--generate-api-key=";
    private static final int KEY_BYTES = 32;

    private ApiKeyGenerator() {}

    /**
     * Prints a new key and the settings that let it in, if {@code arguments} ask for one.
     *
     * @return the exit code; nothing when no key is asked for
     */
    public static Optional<Integer> run(List<String> arguments, PrintStream out, PrintStream err) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(OPTION))
                .findFirst()
                .map(argument -> generate(argument.substring(OPTION.length()), out, err));
    }

    private static int generate(String request, PrintStream out, PrintStream err) {
        int colon = request.lastIndexOf(':');
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(each -> each.name().equalsIgnoreCase(request.substring(colon + 1)))
                .findFirst();
        if (colon < 1 || role.isEmpty()) {
            err.println(OPTION + " takes NAME:ROLE with the role READ, WORK, SUBMIT, IMPORT or ADMIN, such as " + OPTION
                    + "alice:SUBMIT");
            return 2;
        }
        String key = newKey();
        try {
            print(
                    new ApiKey(
                            request.substring(0, colon),
                            role.get(),
                            HexFormat.of().formatHex(ApiKeys.sha256(key))),
                    key,
                    out);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    static String newKey() {
        byte[] bits = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bits);
        return "afos_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static void print(ApiKey entry, String key, PrintStream out) {
        out.printf(Locale.ROOT, """
                The key, shown this once:

                %s

                What the service must be given, with 0 replaced by the number of the key when there are several:

                AFOS_SECURITY_API_KEYS_0_NAME=%s
                AFOS_SECURITY_API_KEYS_0_ROLE=%s
                AFOS_SECURITY_API_KEYS_0_SHA256=%s
                """, key, entry.name(), entry.role(), entry.sha256());
    }
}
