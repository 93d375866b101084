package io.afos.api.event;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The latest events, read once and shared by all streams of this process. A stream that is too slow for this buffer
 * reads from the database itself. Empty while no streams are open.
 */
@Component
class RecentEvents {

    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_STEPS = 256;

    /** The events between two database polls. */
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

    /** Lets streams continue, or ends them. */
    synchronized void setOpen(boolean goOn) {
        open = goOn;
        notifyAll();
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** Registers a stream. Everything that another process may already have sent is then visible here. */
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

    /** Polls for new events and wakes the waiting streams. */
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

    /** The events that follow a snapshot; {@code null} if there are none yet or they are not buffered. */
    synchronized @Nullable Step after(Snapshot seen) {
        return steps.get(seen);
    }

    /** Waits for events after a snapshot, but no longer than {@code patience}. */
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
