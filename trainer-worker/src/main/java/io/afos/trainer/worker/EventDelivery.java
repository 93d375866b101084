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
 * Delivers the events of a training in order while the training continues, and retries each until the broker has
 * confirmed it.
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

    /** @param pause time between two attempts */
    EventDelivery(Publisher publisher, Duration pause) {
        this.publisher = publisher;
        this.pause = pause;
    }

    /** Completes when the broker has confirmed the event and all earlier ones. */
    CompletableFuture<Void> deliver(WorkerEvent event) {
        return CompletableFuture.runAsync(() -> untilDelivered(event), thread);
    }

    private void untilDelivered(WorkerEvent event) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                publisher.deliver(event);
                return;
            } catch (AmqpException e) {
                log.warn("an event could not be delivered and will be retried: {}", e.getMessage());
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

    /** Discards undelivered events. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
