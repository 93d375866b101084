package io.afos.api.web;

import io.afos.api.problem.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sort key of the last row of a page, opaque to clients. */
public record Cursor(List<String> key) {

    private static final String SEPARATOR = "|";
    private static final int MAX_LENGTH = 256;

    public Cursor {
        key = List.copyOf(key);
    }

    public static Cursor of(Object... key) {
        return new Cursor(List.of(key).stream().map(String::valueOf).toList());
    }

    String encode() {
        byte[] text = String.join(SEPARATOR, key).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * Reads a cursor as clients send it back.
     *
     * @param parts the number of parts of the sort key
     * @param read makes the key out of its parts; may throw {@link IllegalArgumentException}
     * @return {@code null} for the first page
     * @throws InvalidRequest if the cursor is none of this list
     */
    public static <K> @Nullable K decode(@Nullable String cursor, int parts, Function<List<String>, K> read) {
        if (cursor == null) {
            return null;
        }
        try {
            if (cursor.length() <= MAX_LENGTH) {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                List<String> key = List.of(text.split("\\|", -1));
                if (key.size() == parts) {
                    return read.apply(key);
                }
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static InvalidRequest invalid() {
        return new InvalidRequest("cursor", "is not a cursor of this list; start again without one");
    }
}
