package io.afos.api.external;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.job.JobStateChanged;
import io.afos.api.problem.Overloaded;
import io.afos.model.message.Outcome;
import jakarta.annotation.PreDestroy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Trainers that wait for work. One query serves all trainers that wait for the same network, if there is no work for them. */
@Component
public class WaitingTrainers {

    private static final Logger log = LoggerFactory.getLogger(WaitingTrainers.class);

    private final ExternalWork work;
    private final ExternalProperties properties;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "external-work"));
    private final Map<String, Queue<Waiting>> byQueue = new HashMap<>();
    private int waiting;

    WaitingTrainers(ExternalWork work, ExternalProperties properties) {
        this.work = work;
        this.properties = properties;
    }

    /**
     * A trainer that waits.
     *
     * @param job whose end it is to be told; {@code null} for none
     * @param taker takes what was found; false if the trainer waits no longer
     * @param gone whether the trainer waits no longer
     * @param nothing tells the trainer that there is nothing
     * @param ended tells the trainer that the job has ended
     */
    public record Waiting(
            Trainer trainer,
            @Nullable Long job,
            Predicate<Assignment> taker,
            BooleanSupplier gone,
            Runnable nothing,
            Runnable ended) {}

    /** @throws Overloaded if too many wait already */
    public void add(Waiting trainer) {
        synchronized (byQueue) {
            if (waiting >= properties.maxWaiting()) {
                throw new Overloaded("Too many trainers are waiting for work; try again in a few seconds.");
            }
            waiting++;
            byQueue.computeIfAbsent(trainer.trainer.queue(), queue -> new ArrayDeque<>())
                    .add(trainer);
        }
        wake(); // for work that arrived after the trainer's own query
    }

    public void remove(Waiting trainer) {
        synchronized (byQueue) {
            Queue<Waiting> queue = byQueue.get(trainer.trainer.queue());
            if (queue != null && queue.remove(trainer)) {
                forget(trainer.trainer.queue(), queue);
            }
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(EvaluationEvent.WorkArrived event) {
        wake();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(JobStateChanged change) {
        if (change.state().isFinal()) {
            wake();
        }
    }

    @Scheduled(fixedDelayString = "${afos.external.poll-interval:1s}")
    void wake() {
        synchronized (byQueue) {
            if (waiting == 0) {
                return;
            }
        }
        if (requested.compareAndSet(false, true)) {
            try {
                executor.execute(this::serve);
            } catch (RejectedExecutionException shutdown) {
                requested.set(false);
            }
        }
    }

    /** Before the web server waits for requests that are under way. */
    @EventListener
    void on(ContextClosedEvent end) {
        synchronized (byQueue) {
            byQueue.values().forEach(queue -> queue.forEach(trainer -> trainer.nothing.run()));
            byQueue.clear();
            waiting = 0;
        }
    }

    @PreDestroy
    void shutDown() {
        executor.shutdown();
    }

    private void serve() {
        requested.set(false);
        List<String> queues;
        List<Waiting> ofJobs;
        synchronized (byQueue) {
            queues = List.copyOf(byQueue.keySet());
            ofJobs = byQueue.values().stream()
                    .flatMap(Queue::stream)
                    .filter(trainer -> trainer.job != null)
                    .toList();
        }
        try {
            tellEnds(ofJobs);
            queues.forEach(this::serve);
        } catch (DataAccessException | TransactionException e) {
            log.warn("external trainers keep waiting, the database did not answer: {}", e.getMessage());
        }
    }

    private void tellEnds(List<Waiting> trainers) {
        Set<Long> running =
                work.running(trainers.stream().map(Waiting::job).distinct().toList());
        trainers.stream().filter(trainer -> !running.contains(trainer.job)).forEach(trainer -> {
            remove(trainer);
            trainer.ended.run();
        });
    }

    private void serve(String queue) {
        for (Waiting first = poll(queue); first != null; first = poll(queue)) {
            Optional<Assignment> found;
            try {
                found = work.next(first.trainer);
            } catch (RuntimeException e) {
                putBack(first);
                throw e;
            }
            if (found.isEmpty()) {
                putBack(first);
                return;
            }
            if (!first.taker.test(found.get())) {
                work.ended(
                        first.trainer.id(),
                        found.get().evaluation(),
                        found.get().attempt(),
                        new Outcome.Released("the trainer waits no longer"));
            }
        }
    }

    private @Nullable Waiting poll(String name) {
        synchronized (byQueue) {
            Queue<Waiting> queue = byQueue.get(name);
            Waiting first = queue == null ? null : queue.poll();
            if (queue != null && first != null) {
                forget(name, queue);
            }
            return first;
        }
    }

    /** At the end of the queue, so that no trainer blocks the others. */
    private void putBack(Waiting trainer) {
        synchronized (byQueue) {
            if (trainer.gone.getAsBoolean()) {
                return;
            }
            waiting++;
            byQueue.computeIfAbsent(trainer.trainer.queue(), queue -> new ArrayDeque<>())
                    .add(trainer);
        }
    }

    private void forget(String name, Queue<Waiting> queue) {
        waiting--;
        if (queue.isEmpty()) {
            byQueue.remove(name);
        }
    }
}
