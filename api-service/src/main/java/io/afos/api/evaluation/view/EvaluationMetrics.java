package io.afos.api.evaluation.view;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.worker.Workers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What there is to see of evaluations in a monitoring system. */
@Component
class EvaluationMetrics {

    private final JdbcClient jdbc;
    private final Workers workers;
    private final MeterRegistry meters;
    private volatile Snapshot snapshot = new Snapshot(0, 0, 0, 0);
    private volatile int live;
    private final Timer queueWait;
    private final Timer training;
    private final DistributionSummary speed;
    private final Counter expired;

    EvaluationMetrics(JdbcClient jdbc, Workers workers, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.workers = workers;
        this.meters = meters;
        open("pending", metrics -> metrics.snapshot.pending);
        open("queued", metrics -> metrics.snapshot.queued);
        open("running", metrics -> metrics.snapshot.running);
        Gauge.builder("afos.workers", this, metrics -> metrics.live)
                .description("Workers heard of in the last 30 seconds")
                .register(meters);
        Gauge.builder("afos.dispatch.lag", this, metrics -> metrics.snapshot.lagSeconds)
                .description("Age of the oldest evaluation that could be queued")
                .baseUnit("seconds")
                .register(meters);
        queueWait = Timer.builder("afos.evaluation.queue.wait")
                .description("Time from queueing to the start of training")
                .register(meters);
        training = Timer.builder("afos.evaluation.training")
                .description("Time of successful attempts as the worker measured it")
                .register(meters);
        speed = DistributionSummary.builder("afos.training.images.per.second")
                .description("Training images per second of successful attempts")
                .register(meters);
        expired = Counter.builder("afos.lease.expired")
                .description("Attempts lost with their worker")
                .register(meters);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(EvaluationEvent.Closed closed) {
        if (closed.state() != EvaluationState.SUCCEEDED) {
            count(closed.state().name());
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(EvaluationEvent.Succeeded attempt) {
        count(attempt.outcome().name());
        training.record(Duration.ofMillis(Math.round(attempt.summary().seconds() * 1000)));
        if (attempt.summary().imagesPerSecond() > 0) {
            speed.record(attempt.summary().imagesPerSecond());
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(EvaluationEvent.LeaseExpired lease) {
        expired.increment();
    }

    @EventListener
    void on(EvaluationEvent.Started started) {
        queueWait.record(Duration.ofMillis(Math.round(Math.max(0, started.waitedSeconds()) * 1000)));
    }

    @Scheduled(fixedDelayString = "10s")
    void look() {
        Snapshot now = jdbc.sql("""
                        select (select count(*) from evaluation where state = 'PENDING' and not held)
                               + (select count(*) from evaluation where state = 'PENDING' and held) as pending,
                               (select count(*) from evaluation where state = 'QUEUED') as queued,
                               (select count(*) from evaluation where state = 'RUNNING') as running,
                               (select coalesce(extract(epoch from now() - min(pending_since)), 0)
                                from evaluation where state = 'PENDING' and not held and dataset not like 'external:%')
                               as lag_seconds""").query(Snapshot.class).single();
        snapshot = now;
        live = workers.countLive();
    }

    private void count(String outcome) {
        meters.counter("afos.evaluations.closed", "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    private void open(String state, ToDoubleFunction<EvaluationMetrics> number) {
        Gauge.builder("afos.evaluations.open", this, number)
                .description("Evaluations without an outcome by state")
                .tag("state", state)
                .register(meters);
    }

    private record Snapshot(long pending, long queued, long running, double lagSeconds) {}
}
