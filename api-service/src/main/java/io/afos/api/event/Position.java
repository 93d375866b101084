package io.afos.api.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The position of a stream. All events visible in {@code seen} have been sent. If the stream is moving to a later
 * snapshot {@code next}, so have the additional events visible there, up to the number {@code after}.
 *
 * <p>Events between two snapshots are sent in the order of their numbers, which are drawn when the change is made. A
 * change that follows from another one, or comes after it on the same row, is committed later and has the larger
 * number, so it is sent later.
 */
record Position(Snapshot seen, @Nullable Snapshot next, long after) {

    private static final String SEPARATOR = "~";
    private static final int MAX_LENGTH = 4_000;

    static Position at(Snapshot seen) {
        return new Position(seen, null, 0);
    }

    Position towards(Snapshot later) {
        return new Position(seen, later, 0);
    }

    Position past(Event event) {
        return new Position(seen, next, event.id());
    }

    /** The event id sent to clients: opaque, without spaces. */
    String encode() {
        return next == null ? seen.text() : String.join(SEPARATOR, seen.text(), next.text(), Long.toString(after));
    }

    /** Parses an id from a client; empty if it was not created by {@link #encode}. */
    static Optional<Position> decode(String id) {
        if (id.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String[] parts = id.split(SEPARATOR, -1);
        if (parts.length == 1) {
            return Snapshot.parse(id).map(Position::at);
        }
        if (parts.length != 3 || !parts[2].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long after = Long.parseLong(parts[2]);
        return Snapshot.parse(parts[0])
                .flatMap(seen -> Snapshot.parse(parts[1]).map(next -> new Position(seen, next, after)));
    }
}
