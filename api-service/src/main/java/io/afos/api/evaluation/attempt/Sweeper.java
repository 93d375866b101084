package io.afos.api.evaluation.attempt;

import io.afos.api.database.Unavailability;
import io.afos.api.evaluation.AttemptProperties;
import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.Leases;
import io.afos.api.messaging.TaskQueues;
import io.afos.api.worker.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import static java.util.stream.Collectors.toMap;

/** Finds attempts that were lost with their worker or their message, and mends what a lost race may have left. */
@Component
class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 1_000;

    private final EvaluationRepository evaluations;
    private final Leases leases;
    private final OutcomeRecorder recorder;
    private final HandledEvents handledEvents;
    private final TaskQueues queues;
    private final Workers workers;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final AttemptProperties properties;
    private final OutageGrace grace;
    private final ClockWatch clock = new ClockWatch();

    Sweeper(
            EvaluationRepository evaluations,
            Leases leases,
            OutcomeRecorder recorder,
            HandledEvents handledEvents,
            TaskQueues queues,
            Workers workers,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            AttemptProperties properties) {
        this.grace = new OutageGrace(properties.grace());
        this.evaluations = evaluations;
        this.leases = leases;
        this.recorder = recorder;
        this.handledEvents = handledEvents;
        this.queues = queues;
        this.workers = workers;
        this.jdbc = jdbc;
        this.events = events;
        this.properties = properties;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        grace.begin();
    }

    @Scheduled(fixedDelayString = "${afos.evaluation.sweep-interval:5s}")
    void sweep() {
        try {
            Instant now = databaseTime();
            boolean jumped = clock.hasJumped(now, System.nanoTime());
            boolean behind = handledEvents.advance(now);
            if (jumped || behind) {
                grace.begin();
            }
            Map<String, Boolean> emptyQueues = datasetsInQueue().stream()
                    .collect(toMap(Function.identity(), dataset -> queues.ready(dataset) == 0));
            releaseWanted();
            if (grace.isOver()) {
                emptyQueues.forEach(this::republishLost);
                expireLeases();
            }
        } catch (ConcurrencyFailureException e) {
            log.debug("lost a race, looks again later", e);
        } catch (AmqpException | DataAccessException | TransactionException e) {
            log.warn("lost attempts are not looked for: {}", e.getMessage());
            grace.begin();
        }
    }

    private Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void expireLeases() {
        for (EvaluationRepository.Attempt attempt : leases.expired(BATCH)) {
            expire(attempt);
        }
    }

    private void expire(EvaluationRepository.Attempt attempt) {
        log.warn("lease of evaluation {} attempt {} expired", attempt.evaluationId(), attempt.attempt());
        try {
            recorder.expire(attempt);
        } catch (RuntimeException e) {
            if (Unavailability.mayPass(e)) {
                throw e;
            }
            log.error("the end of evaluation {} cannot be recorded", attempt.evaluationId(), e);
        }
    }

    private List<String> datasetsInQueue() {
        return jdbc.sql("select distinct dataset from evaluation where state = 'QUEUED'")
                .query(String.class)
                .list();
    }

    /** Behind other tasks a message is missed only where a worker takes them: without one, none is late. */
    private void republishLost(String dataset, boolean empty) {
        if (!empty && workers.countLive(dataset) == 0) {
            return;
        }
        Duration patience = empty ? properties.lostAfter() : properties.queueTimeout();
        int lost = evaluations.requeue(dataset, patience, BATCH);
        if (lost > 0) {
            log.warn("{} queued evaluations on {} lost their message and are published again", lost, dataset);
            events.publishEvent(new EvaluationEvent.WorkArrived());
        }
    }

    private void releaseWanted() {
        int released = evaluations.releaseWanted();
        if (released > 0) {
            events.publishEvent(new EvaluationEvent.WorkArrived());
        }
    }
}
