package io.afos.api.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Delivers due messages, several at a time. Retries each until it is delivered or abandoned. */
@Component
class DeliveryDispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryDispatcher.class);

    private static final int DELETED_AT_ONCE = 1_000;

    private final Deliveries deliveries;
    private final Sender sender;
    private final WebhookProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ExecutorService threads;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Attempts under way by server. A server gets further messages when all of them have ended. */
    private final ConcurrentMap<String, Integer> receivers = new ConcurrentHashMap<>();

    private volatile boolean running;

    DeliveryDispatcher(
            Deliveries deliveries, Sender sender, WebhookProperties properties, MeterRegistry meters, Clock clock) {
        this.clock = clock;
        this.deliveries = deliveries;
        this.sender = sender;
        this.properties = properties;
        this.meters = meters;
        this.threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "webhook");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Scheduled(fixedDelayString = "${afos.webhooks.poll-interval:1s}")
    void deliver() {
        int free = properties.concurrency() - underWay.get();
        if (!running || free <= 0) {
            return;
        }
        try {
            deliveries
                    .claim(free, properties.concurrencyPerReceiver(), receivers.keySet(), properties.lease())
                    .forEach(this::begin);
        } catch (RejectedExecutionException shutdown) {
            log.debug("shutting down; another process will deliver the message", shutdown);
        } catch (DataAccessException | TransactionException e) {
            log.warn("webhook messages are delayed because the database did not respond: {}", e.getMessage());
        }
    }

    @Scheduled(fixedDelayString = "1h")
    void deleteOld() {
        while (deliveries.deleteOlderThan(properties.keep(), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
            log.debug("deleted old webhook messages");
        }
    }

    private void begin(Message message) {
        underWay.incrementAndGet();
        receivers.merge(message.receiver(), 1, Integer::sum);
        threads.execute(() -> {
            try {
                attempt(message);
            } catch (DataAccessException | TransactionException e) {
                log.warn(
                        "an attempt to deliver webhook message {} could not be recorded: {}",
                        message.id(),
                        e.getMessage());
            } finally {
                underWay.decrementAndGet();
                receivers.computeIfPresent(message.receiver(), (receiver, count) -> count == 1 ? null : count - 1);
            }
        });
    }

    private void attempt(Message message) {
        DeliveryAttempt attempt = message.attempt() > properties.maxAttempts() ? lost() : sender.send(message);
        DeliveryView.State state = after(message, attempt);
        Duration delay = properties.delayAfter(
                message.attempt(), ThreadLocalRandom.current().nextDouble());
        deliveries.record(message, attempt, state, delay);
        if (state == DeliveryView.State.FAILED) {
            log.warn("webhook message {} was abandoned after {} attempts", message.id(), message.attempt());
        }
        String outcome =
                state == DeliveryView.State.PENDING ? "retried" : state.name().toLowerCase(Locale.ROOT);
        meters.timer("afos.webhook.attempt", "outcome", outcome)
                .record(Duration.ofMillis(Math.round(attempt.seconds() * 1000)));
    }

    /** Earlier attempts started, but their processes ended before recording a result, possibly because of the receiver. */
    private DeliveryAttempt lost() {
        return new DeliveryAttempt(
                clock.instant(), null, 0, "abandoned: the service stopped during each of the last attempts");
    }

    private DeliveryView.State after(Message message, DeliveryAttempt attempt) {
        if (attempt.delivered()) {
            return DeliveryView.State.DELIVERED;
        }
        return attempt.unwanted() || message.attempt() >= properties.maxAttempts()
                ? DeliveryView.State.FAILED
                : DeliveryView.State.PENDING;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @PreDestroy
    void shutDown() {
        threads.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
