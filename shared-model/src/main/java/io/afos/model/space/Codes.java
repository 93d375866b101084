package io.afos.model.space;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds a constant by its short name. */
final class Codes {

    private static final int QUOTED = 24;

    private Codes() {}

    static <T> T find(String what, T[] constants, Function<T, String> code, String wanted) {
        return Arrays.stream(constants)
                .filter(constant -> code.apply(constant).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "unknown %s '%s'; there are %s",
                        what,
                        wanted.length() <= QUOTED ? wanted : wanted.substring(0, QUOTED) + "...",
                        Arrays.stream(constants).map(code).collect(Collectors.joining(", ")))));
    }
}
