package io.afos.api.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The latest events, read once for all streams of this process and shared by them. A stream that is too slow for what is
 * kept here reads from the database for itself. Knows nothing while there are no streams.
 */
@Component
class RecentEvents {

    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_STEPS = 256;

    /** What happened between two looks at the database. */
    record Step(Snapshot to, List<Event> events) {}

    private final EventLog log;
    private final Map<Snapshot, Step> steps = new LinkedHashMap<>();
    private int held;
    private int streams;
    private boolean open;
    private @Nullable Snapshot current;

    RecentEvents(EventLog log) {
        this.log = log;
    }

    /** Lets streams go on, or end at once. */
    synchronized void setOpen(boolean goOn) {
        open = goOn;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** A stream begins. Whatever another process may have told is known here afterwards. */
    synchronized Snapshot join() {
        if (streams == 0) {
            forget();
            current = log.now();
        } else {
            look();
        }
        streams++;
        return current();
    }

    synchronized void leave() {
        streams--;
    }

    /** Looks for what is new, for streams to go on with. */
    synchronized void look() {
        if (streams == 0) {
            return;
        }
        Snapshot next = log.now();
        if (next.equals(current)) {
            return;
        }
        log.read(Position.at(current()).towards(next), List.of(), MAX_EVENTS + 1)
                .filter(events -> events.size() <= MAX_EVENTS)
                .ifPresent(events -> keep(new Step(next, events)));
        current = next;
        notifyAll();
    }

    synchronized Snapshot current() {
        if (current == null) {
            throw new IllegalStateException("no stream has joined");
        }
        return current;
    }

    /** What follows a moment; {@code null} if that is yet to come, or no longer or not at all held here. */
    synchronized @Nullable Step after(Snapshot seen) {
        return steps.get(seen);
    }

    /** Waits until there is something after a moment, but not longer than so. */
    synchronized void await(Snapshot seen, Duration patience) throws InterruptedException {
        if (open && seen.equals(current) && patience.toMillis() > 0) {
            wait(patience.toMillis());
        }
    }

    private void keep(Step step) {
        steps.put(current(), step);
        held += step.events.size();
        var eldest = steps.values().iterator();
        while (held > MAX_EVENTS || steps.size() > MAX_STEPS) {
            held -= eldest.next().events.size();
            eldest.remove();
        }
    }

    private void forget() {
        steps.clear();
        held = 0;
    }
}
