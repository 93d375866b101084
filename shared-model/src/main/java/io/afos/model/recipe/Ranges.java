package io.afos.model.recipe;

import java.util.Locale;

/** Range checks whose message names the field, its bounds and the value given. */
final class Ranges {

    private Ranges() {}

    static void require(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s must be between %s and %s, but is %s",
                    field,
                    plain(min),
                    plain(max),
                    plain(value)));
        }
    }

    static void requireName(String field, String value) {
        if (!isName(value)) {
            throw new IllegalArgumentException(field + " must be 1 to 64 lower-case letters, digits or hyphens");
        }
    }

    static boolean isName(String value) {
        return value.matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
