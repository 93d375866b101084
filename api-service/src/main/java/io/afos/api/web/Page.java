package io.afos.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; {@code null} on the last one
 */
public record Page<T>(
        List<T> items,

        @Schema(description = "Give it as `cursor` to get the next page; absent on the last page") @Nullable
        String next) {

    public static final int MAX_LIMIT = 200;
    public static final String DEFAULT_LIMIT = "50";

    /**
     * Makes a page of rows that were read with a limit of one more.
     *
     * @param rows up to {@code limit + 1} rows
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, cursor.apply(items.get(limit - 1)).encode());
    }
}
