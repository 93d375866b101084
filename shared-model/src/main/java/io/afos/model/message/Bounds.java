package io.afos.model.message;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every field of a message must keep to. A message that does not is unreadable. */
final class Bounds {

    /** Longer than any training, in seconds. */
    static final double MOST_SECONDS = 1e9;

    static final double MOST_SPEED = 1e12;

    /** The entries of a list. */
    static final int MOST_ENTRIES = 1_000;

    private static final int MOST_NAME = 200;
    private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

    private Bounds() {}

    static void require(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is missing or out of bounds");
        }
    }

    static void requireRange(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be from %.0f to %.0f, but is %s", field, least, most, value));
        }
    }

    static void requireAttempt(long evaluationId, int attempt) {
        require(evaluationId >= 1, "evaluationId");
        require(attempt >= 1, "attempt");
    }

    /** Visible ASCII characters, up to so many. */
    static void requireName(String field, @Nullable String name, int most) {
        if (name == null || name.length() > most || !VISIBLE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be 1 to %d visible ASCII characters", field, most));
        }
    }

    static void requireDatasets(String field, @Nullable Collection<String> names) {
        requireFew(field, names);
        names.forEach(name -> requireName(field, name, MOST_NAME));
    }

    static void requireFew(String field, @Nullable Collection<?> entries) {
        require(entries != null && entries.size() <= MOST_ENTRIES, field);
    }
}
