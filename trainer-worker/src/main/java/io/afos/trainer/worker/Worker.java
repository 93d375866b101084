package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Left;
import io.afos.model.message.WorkerEvent.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.amqp.AmqpException;

/** Takes a task, trains, reports, and repeats until told to stop. */
public final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final Duration WITHOUT_BROKER = Duration.ofSeconds(3);
    private static final Duration NOT_FOR_US = Duration.ofSeconds(5);
    /** How long a stopping worker tries to deliver its last messages. */
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final String id;
    private final TaskPuller queues;
    private final TaskRunner runner;
    private final Publisher publisher;
    private final EventDelivery delivery;
    private final RevokedAttempts revoked;
    private final StopSignal stop;
    private final Duration idleInterval;
    private final AtomicReference<@Nullable Attempt> holding;
    private final AtomicReference<@Nullable Attempt> training;
    private @Nullable Progress undelivered;

    Worker(
            String id,
            TaskPuller queues,
            TaskRunner runner,
            Publisher publisher,
            EventDelivery delivery,
            RevokedAttempts revoked,
            StopSignal stop,
            Duration idleInterval,
            AtomicReference<@Nullable Attempt> holding,
            AtomicReference<@Nullable Attempt> training) {
        this.id = id;
        this.queues = queues;
        this.runner = runner;
        this.publisher = publisher;
        this.delivery = delivery;
        this.revoked = revoked;
        this.stop = stop;
        this.idleInterval = idleInterval;
        this.holding = holding;
        this.training = training;
    }

    /** Works until the stop signal; by then the current task, if any, is finished or given back. */
    public void run() {
        log.info("worker {} is ready", id);
        while (!stop.requested()) {
            try {
                next();
            } catch (AmqpException e) {
                log.warn("cannot take a task: {}; retrying", e.getMessage());
                stop.await(WITHOUT_BROKER);
            } catch (RuntimeException e) {
                log.error("unexpected error; continuing", e);
                stop.await(WITHOUT_BROKER);
            }
        }
        leave();
    }

    private void next() {
        Pull pull = queues.pull();
        if (pull instanceof Pull.Taken taken) {
            work(taken.task());
        } else if (pull instanceof Pull.NotForUs) {
            stop.await(NOT_FOR_US);
        } else if (pull instanceof Pull.Nothing) {
            stop.await(idleInterval);
        }
    }

    private void work(EvaluationTask task) {
        MDC.put("evaluationId", Long.toString(task.evaluationId()));
        MDC.put("attempt", Integer.toString(task.attempt()));
        var attempt = new Attempt(id, task, revoked, stop, delivery);
        holding.set(attempt);
        try {
            log.info("evaluation {} attempt {}: {}", task.evaluationId(), task.attempt(), task.formula());
            Outcome outcome = train(task, attempt);
            log.info("evaluation {} attempt {} ended: {}", task.evaluationId(), task.attempt(), outcome);
            report(
                    delivery.deliver(new Finished(id, task.evaluationId(), task.attempt(), outcome, task.token())),
                    attempt);
        } finally {
            holding.set(null);
            MDC.clear();
        }
    }

    private Outcome train(EvaluationTask task, Attempt attempt) {
        training.set(attempt);
        try {
            return runner.run(task, attempt);
        } finally {
            training.set(null);
        }
    }

    /** Waits until the broker has confirmed the result; a stopping worker waits only briefly. */
    private void report(CompletableFuture<Void> delivery, Attempt attempt) {
        while (!delivery.isDone() && !stop.requested()) {
            await(delivery, Duration.ofMillis(200));
        }
        await(delivery, FAREWELL);
        if (!delivery.isDone()) {
            undelivered = attempt.progress();
            log.warn("the result was not delivered before the worker stopped; the evaluation will be retried");
        }
    }

    private static void await(CompletableFuture<Void> delivery, Duration duration) {
        try {
            delivery.get(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // the caller checks again
        } catch (ExecutionException e) {
            log.error("the result was not delivered", e);
        }
    }

    private void leave() {
        try {
            publisher.send(new Left(id, undelivered));
            log.info("worker {} has stopped", id);
        } catch (AmqpException e) {
            log.info("worker {} has stopped, but could not notify the broker: {}", id, e.getMessage());
        }
    }
}
