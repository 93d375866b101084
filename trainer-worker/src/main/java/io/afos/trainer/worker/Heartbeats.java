package io.afos.trainer.worker;

import io.afos.model.message.WorkerEvent.Heartbeat;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports at a fixed interval, on a separate thread, that this worker is alive and how far its training is. */
final class Heartbeats implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final Publisher publisher;
    private final WorkerIdentity identity;
    private final AtomicReference<@Nullable Attempt> current;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "heartbeats");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failing;

    Heartbeats(Publisher publisher, WorkerIdentity identity, AtomicReference<@Nullable Attempt> current) {
        this.publisher = publisher;
        this.identity = identity;
        this.current = current;
    }

    void start(Duration interval) {
        thread.scheduleAtFixedRate(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void beat() {
        Attempt attempt = current.get();
        try {
            publisher.sendIfRead(
                    new Heartbeat(identity.id(), identity.description(), attempt == null ? null : attempt.progress()));
            failing = false;
        } catch (RuntimeException e) { // an exception would end all further heartbeats
            if (!failing) {
                log.warn("heartbeats cannot be sent: {}", e.toString());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
