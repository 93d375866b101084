package io.afos.api.evaluation.dispatch;

import io.afos.api.evaluation.EvaluationEvent;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Keeps the task queue filled: at once when work arrives, and by polling in case an announcement was lost. */
@Component
class Dispatcher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Outbox outbox;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "dispatcher"));
    private volatile boolean running;

    Dispatcher(Outbox outbox) {
        this.outbox = outbox;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(EvaluationEvent.WorkArrived event) {
        wake();
    }

    @Scheduled(fixedDelayString = "${afos.dispatch.poll-interval:1s}")
    void wake() {
        if (running && requested.compareAndSet(false, true)) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException shutdown) {
                requested.set(false);
            }
        }
    }

    private void drain() {
        requested.set(false);
        try {
            while (running && outbox.dispatch() > 0) {
                log.trace("dispatched a batch");
            }
        } catch (AmqpException e) {
            log.warn("tasks stay pending, the broker did not take them: {}", e.getMessage());
        } catch (DataAccessException | TransactionException e) {
            log.warn("tasks stay pending, the database did not answer: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
        wake();
    }

    @Override
    public void stop() {
        running = false;
    }

    @PreDestroy
    void shutDown() {
        executor.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
