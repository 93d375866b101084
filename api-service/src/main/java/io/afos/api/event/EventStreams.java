package io.afos.api.event;

import io.afos.api.problem.Overloaded;
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
 * The streams that this process serves: a bounded number, each with a thread. They end before the web server waits for
 * its last requests, so that clients go on at once with another process.
 */
@Component
public class EventStreams implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final EventLog events;
    private final RecentEvents recent;
    private final EventProperties properties;
    private final ThreadPoolExecutor threads;
    private final Counter refused;

    EventStreams(EventLog events, RecentEvents recent, EventProperties properties, MeterRegistry meters) {
        this.events = events;
        this.recent = recent;
        this.properties = properties;
        this.threads = new ThreadPoolExecutor(
                0, properties.maxStreams(), 30, TimeUnit.SECONDS, new SynchronousQueue<>(), EventStreams::thread);
        Gauge.builder("afos.event.streams", threads, ThreadPoolExecutor::getActiveCount)
                .description("Streams of live events being served")
                .register(meters);
        this.refused = Counter.builder("afos.event.streams.refused")
                .description("Streams of live events refused because too many were being served")
                .register(meters);
    }

    private static Thread thread(Runnable stream) {
        var thread = new Thread(stream, "event-stream");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Begins a stream.
     *
     * @param jobs the jobs whose events it tells; all if empty
     * @param lastEventId the last id that the client has received; {@code null} to begin with what happens from now on
     * @throws Overloaded if there are too many streams already
     */
    public SseEmitter open(List<Long> jobs, @Nullable String lastEventId) {
        Snapshot now = recent.join();
        try {
            Position start = lastEventId == null ? Position.at(now) : resume(lastEventId, now);
            var client = new SseEmitter(0L);
            var stream = new EventStream(client, jobs, recent, events, properties.heartbeat());
            threads.execute(() -> {
                try {
                    stream.run(start);
                } finally {
                    recent.leave();
                }
            });
            return client;
        } catch (RejectedExecutionException tooMany) {
            recent.leave();
            refused.increment();
            throw new Overloaded(String.format(
                    Locale.ROOT,
                    "all %,d event streams are in use; close one, or try again later",
                    properties.maxStreams()));
        } catch (RuntimeException e) {
            recent.leave();
            throw e;
        }
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
            log.warn("events are late, the database did not answer: {}", e.getMessage());
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
