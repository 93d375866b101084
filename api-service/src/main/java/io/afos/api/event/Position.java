package io.afos.api.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream is. Told is every event that {@code seen} sees; and if the stream is on its way to a later moment, of
 * those that {@code next} sees besides, the ones numbered up to {@code after}.
 *
 * <p>Events between two moments go by their number, which is drawn when the change is made. A change that follows from
 * another one, or comes after it on the same row, is committed later and has the larger number, so it is told later.
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

    /** The event id on the wire: opaque to clients, without spaces. */
    String encode() {
        return next == null ? seen.text() : String.join(SEPARATOR, seen.text(), next.text(), Long.toString(after));
    }

    /** Reads what a client sends back; empty if it is none of ours. */
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
