package io.afos.api.event;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A point in the history of the database: the set of transactions that had ended, in PostgreSQL's text form of a {@code
 * pg_snapshot} ({@code xmin:xmax:xip_list}). Of any two snapshots of one database, one sees everything that the other
 * sees. The difference is exactly what was committed between them, although transactions are not committed in the order
 * of their numbers.
 */
record Snapshot(String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18},)*\\d{1,18})?");

    /** Parses a snapshot from a client; empty if it is malformed. */
    static Optional<Snapshot> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long low = Long.parseLong(parts.group(1));
        long high = Long.parseLong(parts.group(2));
        List<Long> running = parts.group(3) == null
                ? List.of()
                : Stream.of(parts.group(3).split(",")).map(Long::valueOf).toList();
        boolean valid = 0 < low
                && low <= high
                && running.stream().allMatch(number -> low <= number && number < high)
                && running.stream().sorted().distinct().toList().equals(running);
        return valid ? Optional.of(new Snapshot(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
