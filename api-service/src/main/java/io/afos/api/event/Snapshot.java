package io.afos.api.event;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A moment of the database: which transactions had ended by then, in PostgreSQL's text form of a {@code pg_snapshot}
 * ({@code xmin:xmax:xip_list}). Two snapshots of one database are never contradictory: of any two, one sees all that the
 * other sees. So what one sees and the other does not is exactly what was committed between them, although transactions
 * are not committed in the order of their numbers.
 */
record Snapshot(String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18},)*\\d{1,18})?");

    /** Reads what a client sends back; empty if that is no snapshot. */
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
