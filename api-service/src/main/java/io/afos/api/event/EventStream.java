package io.afos.api.event;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends events to one client on its own thread. Buffers no events: a slow client delays only itself, and a client that
 * stops reading is disconnected when the write times out.
 */
final class EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final MediaType TEXT = new MediaType("text", "plain", UTF_8);
    private static final int PAGE = 1_000;

    private final SseEmitter client;
    private final List<Long> jobs;
    private final RecentEvents recent;
    private final EventLog events;
    private final Duration heartbeat;
    private Position position;
    private long lastWrite;

    EventStream(SseEmitter client, List<Long> jobs, RecentEvents recent, EventLog events, Duration heartbeat) {
        this.client = client;
        this.jobs = jobs;
        this.recent = recent;
        this.events = events;
        this.heartbeat = heartbeat;
        this.position = Position.at(recent.current());
    }

    /** Sends events from a position on. Without one, the client is told to reload everything. */
    void run(@Nullable Position start) {
        try {
            greet(start);
            while (recent.isOpen()) {
                advance();
                if (silence().compareTo(heartbeat) >= 0) {
                    write(": heartbeat\nid: " + position.encode() + "\n\n");
                }
            }
            client.complete();
        } catch (IOException | IllegalStateException gone) {
            log.debug("a client has disconnected", gone);
        } catch (DataAccessException | TransactionException e) {
            log.warn("an event stream ends because the database did not respond: {}", e.getMessage());
            client.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            client.complete();
        }
    }

    /** Sends an id without an event, so that the client can resume before the first event. */
    private void greet(@Nullable Position start) throws IOException {
        write("retry: 2000\n\n");
        if (start == null) {
            reset();
        } else {
            position = start;
            write("id: " + position.encode() + "\n\n");
        }
    }

    private void advance() throws IOException, InterruptedException {
        if (position.next() != null) {
            catchUp(position.next());
            return;
        }
        RecentEvents.Step step = recent.after(position.seen());
        Snapshot current = recent.current();
        if (step != null) {
            position = position.towards(step.to());
            arrive(
                    step.to(),
                    step.events().stream().filter(event -> event.concerns(jobs)).toList());
        } else if (current.equals(position.seen())) {
            recent.await(current, heartbeat.minus(silence()));
        } else {
            position = position.towards(current);
        }
    }

    private void catchUp(Snapshot next) throws IOException {
        Optional<List<Event>> page = events.read(position, jobs, PAGE);
        if (page.isEmpty()) {
            reset();
        } else if (page.get().size() < PAGE) {
            arrive(next, page.get());
        } else {
            write(frames(page.get()).toString());
            position = position.past(page.get().get(PAGE - 1));
        }
    }

    /** Sends the last events before a snapshot and moves to it. */
    private void arrive(Snapshot next, List<Event> last) throws IOException {
        Position there = Position.at(next);
        if (!last.isEmpty()) {
            StringBuilder text = frames(last.subList(0, last.size() - 1));
            frame(text, last.get(last.size() - 1), there);
            write(text.toString());
        }
        position = there;
    }

    private void reset() throws IOException {
        position = Position.at(recent.current());
        write(String.format(Locale.ROOT, """
                id: %s
                event: reset
                data: {"reason": "the events after this Last-Event-ID are no longer stored; reload everything"}

                """, position.encode()));
    }

    private StringBuilder frames(List<Event> told) {
        var text = new StringBuilder();
        told.forEach(event -> frame(text, event, position.past(event)));
        return text;
    }

    private static void frame(StringBuilder text, Event event, Position position) {
        text.append("id: ").append(position.encode());
        text.append("\nevent: ").append(event.kind());
        text.append("\ndata: ").append(event.data()).append("\n\n");
    }

    private void write(String text) throws IOException {
        client.send(Set.of(new DataWithMediaType(text, TEXT)));
        lastWrite = System.nanoTime();
    }

    private Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastWrite);
    }
}
