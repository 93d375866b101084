package io.afos.api.evaluation;

import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records how attempts end, each in one transaction: the first outcome of an open evaluation counts, and every job that
 * waits for it advances before the transaction commits.
 *
 * <p>Job rows are locked before evaluation rows, as everywhere, so that transactions cannot wait for each other in a ring.
 */
@Component
class OutcomeRecorder {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final AttemptPolicy policy;

    OutcomeRecorder(
            JdbcClient jdbc, TransactionTemplate transaction, ApplicationEventPublisher events, AttemptPolicy policy) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.policy = policy;
    }

    /** Its start may still be under way: events of one worker can be handled in another order. */
    void record(WorkerEvent.Finished finished) {
        repeatWhileDemandGrows(() -> {
            List<Long> jobs = lockDemandingJobs(finished.evaluationId());
            Open open = lockIfOpen(finished.evaluationId());
            if (open == null) {
                return;
            }
            requireLocked(finished.evaluationId(), jobs);
            end(open.by(finished.workerId()), finished.attempt(), finished.outcome(), jobs);
        });
    }

    /** Ends an attempt whose lease has run out; does nothing if a heartbeat or an outcome came first. */
    void expire(long evaluationId, int attempt) {
        repeatWhileDemandGrows(() -> {
            List<Long> jobs = lockDemandingJobs(evaluationId);
            Open open = lockIfOpen(evaluationId);
            if (open == null || open.attempt != attempt || !expireLease(evaluationId, attempt)) {
                return;
            }
            requireLocked(evaluationId, jobs);
            events.publishEvent(new LeaseExpired(evaluationId, attempt));
            retryOrFail(
                    open,
                    "worker %s was lost: no heartbeat for %d s"
                            .formatted(open.workerId, policy.lease().toSeconds()),
                    jobs);
        });
    }

    /** The result of an older attempt has come first: the current one need not go on. */
    private void revokeNewer(Open open, int attempt) {
        if (attempt < open.attempt) {
            events.publishEvent(new AttemptRevoked(open.id, open.attempt));
        }
    }

    private void end(Open open, int attempt, Outcome outcome, List<Long> jobs) {
        if (outcome instanceof Outcome.Trained trained) {
            var end = trained.screenedOut() ? EvaluationOutcome.SCREENED_OUT : EvaluationOutcome.TRAINED;
            if (isPlausible(trained.measurement()) && (trained.test() == null || isPlausible(trained.test()))) {
                succeed(open, end, trained, Fitness.of(trained.measurement()), jobs);
                revokeNewer(open, attempt);
            } else if (attempt == open.attempt) {
                retryOrFail(open, "the worker reported a loss or an accuracy that cannot be", jobs);
            }
        } else if (outcome instanceof Outcome.Diverged diverged) {
            var nothing = new Measurement(Double.NaN, Double.NaN);
            var summary = new Outcome.Trained(diverged.epoch(), false, nothing, null, diverged.seconds(), 0);
            succeed(open, EvaluationOutcome.DIVERGED, summary, Fitness.DIVERGED, jobs);
            revokeNewer(open, attempt);
        } else if (attempt == open.attempt && outcome instanceof Outcome.Failed failed) {
            if (failed.retryable()) {
                retryOrFail(open, failed.reason(), jobs);
            } else {
                fail(open, failed.reason(), jobs);
            }
        } else if (attempt == open.attempt && outcome instanceof Outcome.Released) {
            backToPending(open, 0, null);
        }
    }

    private void succeed(Open open, EvaluationOutcome end, Outcome.Trained trained, double fitness, List<Long> jobs) {
        jdbc.sql("""
                        update evaluation
                        set state = 'SUCCEEDED', held = false, finished_at = now(), outcome = :outcome, epochs = :epochs,
                            loss = :loss, accuracy = :accuracy, test_loss = :testLoss, test_accuracy = :testAccuracy,
                            fitness = :fitness, seconds = :seconds, images_per_second = :imagesPerSecond, failure = null,
                            worker_id = :worker,
                            started_at = coalesce(started_at, now() - make_interval(secs => :seconds))
                        where id = :id""")
                .param("id", open.id)
                .param("worker", open.workerId)
                .param("outcome", end.name())
                .param("epochs", trained.epochs())
                .param("loss", nullIfNaN(trained.measurement().loss()))
                .param("accuracy", nullIfNaN(trained.measurement().accuracy()))
                .param(
                        "testLoss",
                        trained.test() == null ? null : trained.test().loss())
                .param(
                        "testAccuracy",
                        trained.test() == null ? null : trained.test().accuracy())
                .param("fitness", fitness)
                .param("seconds", trained.seconds())
                .param("imagesPerSecond", trained.imagesPerSecond())
                .update();
        close(open, EvaluationState.SUCCEEDED, fitness, null, jobs);
        events.publishEvent(new AttemptSucceeded(open.id, end, trained));
    }

    private void retryOrFail(Open open, String reason, List<Long> jobs) {
        if (open.failures + 1 < policy.maxFailures()) {
            backToPending(open, 1, reason);
        } else {
            fail(open, "gave up after %d failed attempts: %s".formatted(open.failures + 1, reason), jobs);
        }
    }

    private void backToPending(Open open, int failed, @Nullable String reason) {
        jdbc.sql("""
                        with unleased as (delete from lease where evaluation_id = :id)
                        update evaluation
                        set state = 'PENDING', attempt = attempt + 1, failures = failures + :failed, worker_id = null,
                            failure = :reason, pending_since = now()
                        where id = :id""")
                .param("id", open.id)
                .param("failed", failed)
                .param("reason", reason)
                .update();
        events.publishEvent(new AttemptRevoked(open.id, open.attempt));
        events.publishEvent(new WorkArrived());
    }

    private void fail(Open open, String reason, List<Long> jobs) {
        jdbc.sql("""
                        update evaluation
                        set state = 'FAILED', held = false, failures = failures + 1, finished_at = now(), failure = :reason
                        where id = :id""").param("id", open.id).param("reason", reason).update();
        close(open, EvaluationState.FAILED, null, reason, jobs);
    }

    private void close(
            Open open, EvaluationState state, @Nullable Double fitness, @Nullable String failure, List<Long> jobs) {
        jdbc.sql("""
                        with unleased as (delete from lease where evaluation_id = :id)
                        delete from demand where evaluation_id = :id""").param("id", open.id).update();
        events.publishEvent(
                new EvaluationClosed(open.id, open.fingerprint, open.recipeHash, state, fitness, failure, jobs));
        events.publishEvent(new WorkArrived());
    }

    private List<Long> lockDemandingJobs(long evaluationId) {
        return jdbc.sql("""
                        select id from job where id in (select job_id from demand where evaluation_id = :id)
                        order by id for update""").param("id", evaluationId).query(Long.class).list();
    }

    private @Nullable Open lockIfOpen(long evaluationId) {
        return jdbc.sql("""
                        select id, fingerprint, recipe_hash, attempt, failures, worker_id from evaluation
                        where id = :id and state in ('PENDING', 'QUEUED', 'RUNNING') for update""")
                .param("id", evaluationId)
                .query(Open.class)
                .optional()
                .orElse(null);
    }

    private void requireLocked(long evaluationId, List<Long> locked) {
        List<Long> now = jdbc.sql("select job_id from demand where evaluation_id = :id order by job_id")
                .param("id", evaluationId)
                .query(Long.class)
                .list();
        if (!locked.containsAll(now)) {
            throw new DemandGrew();
        }
    }

    private boolean expireLease(long evaluationId, int attempt) {
        return jdbc.sql("""
                                delete from lease
                                where evaluation_id = :id and attempt = :attempt and expires_at < clock_timestamp()""").param("id", evaluationId).param("attempt", attempt).update() == 1;
    }

    /** A job may join between the look at the demand and the lock on the evaluation; then all is tried anew. */
    private void repeatWhileDemandGrows(Runnable work) {
        while (true) {
            try {
                transaction.executeWithoutResult(status -> work.run());
                return;
            } catch (DemandGrew again) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean isPlausible(Measurement measurement) {
        return measurement.loss() >= 0
                && measurement.loss() < Double.POSITIVE_INFINITY
                && measurement.accuracy() >= 0
                && measurement.accuracy() <= 1;
    }

    private static @Nullable Double nullIfNaN(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private record Open(
            long id,
            String fingerprint,
            String recipeHash,
            int attempt,
            int failures,
            @Nullable String workerId) {

        Open by(String worker) {
            return new Open(id, fingerprint, recipeHash, attempt, failures, worker);
        }
    }

    private static final class DemandGrew extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
