package io.afos.trainer.worker;

import io.afos.model.message.WorkerEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

/**
 * Delivers the events of a training one after the other, each as often as it takes for the broker to have it, while the
 * training goes on.
 */
final class EventDelivery implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);

    private final Publisher publisher;
    private final Duration pause;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "event delivery");
        thread.setDaemon(true);
        return thread;
    });

    /** @param pause time between two tries */
    EventDelivery(Publisher publisher, Duration pause) {
        this.publisher = publisher;
        this.pause = pause;
    }

    /** Completes when the broker has the event and all those before it. */
    CompletableFuture<Void> deliver(WorkerEvent event) {
        return CompletableFuture.runAsync(() -> untilDelivered(event), thread);
    }

    private void untilDelivered(WorkerEvent event) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                publisher.deliver(event);
                return;
            } catch (AmqpException e) {
                log.warn("an event could not be delivered and is tried again: {}", e.getMessage());
                pause();
            }
        }
        throw new IllegalStateException("closed");
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what is not delivered yet. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
