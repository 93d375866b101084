package io.afos.api.event;

import io.afos.api.caller.Caller;
import io.afos.api.caller.Quota;
import io.afos.api.problem.Overloaded;
import io.afos.api.problem.TooMany;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The event streams of this process: a bounded number, each with its own thread. They end before the web server waits
 * for its last requests, so that clients can reconnect to another process at once.
 */
@Component
public class EventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final EventLog events;
    private final RecentEvents recent;
    private final EventProperties properties;
    private final ThreadPoolExecutor threads;
    private final Counter refused;
    private final Quota places;

    EventStreams(EventLog events, RecentEvents recent, EventProperties properties, MeterRegistry meters) {
        this.events = events;
        this.recent = recent;
        this.properties = properties;
        this.places = new Quota(properties.maxStreamsPerKey());
        this.threads = new ThreadPoolExecutor(
                0, properties.maxStreams(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), EventStreams::thread);
        Gauge.builder("afos.event.streams", threads, ThreadPoolExecutor::getActiveCount)
                .description("Open event streams")
                .register(meters);
        this.refused = Counter.builder("afos.event.streams.refused")
                .description("Event streams rejected because too many were open")
                .register(meters);
    }

    private static Thread thread(Runnable stream) {
        var thread = new Thread(stream, "event-stream");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens a stream.
     *
     * @param jobs the jobs whose events are sent; all if empty
     * @param lastEventId the last id that the client received; {@code null} to start with events from now on
     * @throws Overloaded if too many streams are open
     * @throws TooMany if the caller has too many of them
     */
    public SseEmitter open(List<Long> jobs, @Nullable String lastEventId) {
        String caller = Caller.name();
        if (!places.tryEnter(caller)) {
            refused.increment();
            throw new TooMany(String.format(
                    Locale.ROOT,
                    "this API key has %,d event streams open; close one first",
                    properties.maxStreamsPerKey()));
        }
        Snapshot now = recent.join();
        try {
            Position start = lastEventId == null ? Position.at(now) : resume(lastEventId, now);
            var client = new SseEmitter(0L);
            var stream = new EventStream(client, jobs, recent, events, properties.heartbeat());
            threads.execute(() -> {
                try {
                    stream.run(start);
                } finally {
                    leave(caller);
                }
            });
            return client;
        } catch (RejectedExecutionException tooMany) {
            leave(caller);
            refused.increment();
            throw new Overloaded(String.format(
                    Locale.ROOT,
                    "all %,d event streams are in use; close one, or try again later",
                    properties.maxStreams()));
        } catch (RuntimeException e) {
            leave(caller);
            throw e;
        }
    }

    private void leave(String caller) {
        recent.leave();
        places.leave(caller);
    }

    private @Nullable Position resume(String lastEventId, Snapshot now) {
        return Position.decode(lastEventId)
                .filter(position -> events.has(position, now))
                .orElse(null);
    }

    @Scheduled(fixedDelayString = "${afos.events.poll-interval:250ms}")
    void look() {
        try {
            recent.look();
        } catch (DataAccessException | TransactionException e) {
            log.warn("events are delayed because the database did not respond: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        recent.setOpen(true);
    }

    @Override
    public void stop() {
        recent.setOpen(false);
    }

    @PreDestroy
    void shutDown() {
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return recent.isOpen();
    }
}
