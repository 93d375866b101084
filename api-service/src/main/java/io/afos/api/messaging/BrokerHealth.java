package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.ConnectionBlockedEvent;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionUnblockedEvent;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Whether the broker takes messages. One that is short of memory or disk space stays connected, and reads nothing more from
 * who publishes. So a message that goes nowhere is published, and has to be confirmed in time.
 */
@Component("rabbitHealthIndicator")
class BrokerHealth implements HealthIndicator {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Then what was published counts as lost. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final byte[] NOTHING = {};

    private final RabbitTemplate rabbit;
    private final String nowhere;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), BrokerHealth::thread);
    private @Nullable Probe last;
    private volatile @Nullable Block block;

    BrokerHealth(ConnectionFactory connections, MessagingProperties properties) {
        QueueNames names = properties.names();
        this.rabbit = new RabbitTemplate(connections);
        this.nowhere = names.control() + ".probe";
    }

    private record Block(String reason, long nanoTime) {}

    private record Probe(CompletableFuture<Boolean> confirmed, long nanoTime) {

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - nanoTime > age.toNanos();
        }

        boolean succeededAfter(Block block) {
            return nanoTime > block.nanoTime
                    && confirmed.isDone()
                    && !confirmed.isCompletedExceptionally()
                    && confirmed.join();
        }
    }

    private static Thread thread(Runnable probing) {
        var thread = new Thread(probing, "broker-health");
        thread.setDaemon(true);
        return thread;
    }

    @EventListener
    void on(ConnectionBlockedEvent event) {
        block = new Block(event.getReason(), System.nanoTime());
    }

    @EventListener
    void on(ConnectionUnblockedEvent event) {
        block = null;
    }

    @Override
    public Health health() {
        Block told = block;
        Probe probe = probe();
        // Of a connection that ended meanwhile nothing more is told.
        if (told != null && !probe.succeededAfter(told)) {
            return down("the broker takes no messages: " + told.reason);
        }
        Duration patience = probe.isOlderThan(PATIENCE) ? Duration.ZERO : PATIENCE;
        try {
            return probe.confirmed.get(patience.toMillis(), TimeUnit.MILLISECONDS)
                    ? Health.up().build()
                    : down("the broker refused a message");
        } catch (TimeoutException e) {
            return down(String.format(
                    Locale.ROOT, "the broker did not confirm a message within %d s", PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            return down("the broker did not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }

    /** One at a time: while the broker takes nothing, what is published would pile up. */
    private synchronized Probe probe() {
        Probe probe = last;
        if (probe == null || probe.confirmed.isDone() && probe.isOlderThan(FRESH)) {
            probe = new Probe(publish(), System.nanoTime());
            last = probe;
        }
        return probe;
    }

    private CompletableFuture<Boolean> publish() {
        try {
            return CompletableFuture.supplyAsync(this::send, thread)
                    .thenCompose(CorrelationData::getFuture)
                    .thenApply(CorrelationData.Confirm::ack)
                    .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException stuck) {
            return CompletableFuture.failedFuture(stuck);
        }
    }

    private CorrelationData send() {
        var correlation = new CorrelationData();
        rabbit.send("", nowhere, ConfirmedPublisher.message(NOTHING), correlation);
        return correlation;
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
