package io.afos.api.evaluation.attempt;

import io.afos.api.evaluation.AttemptProperties;
import io.afos.api.evaluation.Demand;
import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.EvaluationRepository.Open;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.Fitness;
import io.afos.api.evaluation.Leases;
import io.afos.api.evaluation.Recipes;
import io.afos.api.job.BrokenJob;
import io.afos.api.job.BrokenJobs;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import io.afos.model.recipe.Objective;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records how attempts end, each in one transaction: the first outcome of an open evaluation counts, and every job that
 * waits for it advances before the transaction commits.
 *
 * <p>Job rows are locked before evaluation rows, as everywhere, so that transactions cannot wait for each other in a ring.
 */
@Component
public class OutcomeRecorder {

    private final EvaluationRepository evaluations;
    private final Recipes recipes;
    private final Leases leases;
    private final Demand demand;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final AttemptProperties properties;
    private final BrokenJobs brokenJobs;

    OutcomeRecorder(
            EvaluationRepository evaluations,
            Recipes recipes,
            Leases leases,
            Demand demand,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            AttemptProperties properties,
            BrokenJobs brokenJobs) {
        this.brokenJobs = brokenJobs;
        this.evaluations = evaluations;
        this.recipes = recipes;
        this.leases = leases;
        this.demand = demand;
        this.transaction = transaction;
        this.events = events;
        this.properties = properties;
    }

    /** Its start may still be under way: events of one worker can be handled in another order. */
    public void record(WorkerEvent.Finished finished) {
        withOpen(
                finished.evaluationId(),
                (open, waiting) -> end(open, finished.workerId(), finished.attempt(), finished.outcome(), waiting));
    }

    /**
     * A success from an archive counts for an evaluation that is open here. An attempt that is under way ends.
     *
     * @param origin in the place of the worker's name
     * @return false if the evaluation has an outcome already
     */
    public boolean recordImported(
            long evaluationId, String origin, EvaluationOutcome outcome, Outcome.Trained result, double fitness) {
        var counted = new AtomicBoolean();
        withOpen(evaluationId, (open, waiting) -> {
            succeed(open, origin, outcome, result, fitness, waiting);
            events.publishEvent(new EvaluationEvent.Revoked(open.id(), open.attempt()));
            counted.set(true);
        });
        return counted.get();
    }

    /** Ends an attempt whose lease has run out; does nothing if a heartbeat or an outcome came first. */
    void expire(EvaluationRepository.Attempt attempt) {
        withOpen(attempt.evaluationId(), (open, waiting) -> {
            if (open.attempt() == attempt.attempt() && leases.takeExpired(attempt)) {
                events.publishEvent(new EvaluationEvent.LeaseExpired(attempt.evaluationId(), attempt.attempt()));
                retryOrFail(
                        open,
                        String.format(Locale.ROOT, "worker %s was lost: its heartbeats ended", open.workerId()),
                        waiting);
            }
        });
    }

    /** The result of an older attempt has come first: the current one need not go on. */
    private void revokeNewer(Open open, int attempt) {
        if (attempt < open.attempt()) {
            events.publishEvent(new EvaluationEvent.Revoked(open.id(), open.attempt()));
        }
    }

    private void end(Open open, String workerId, int attempt, Outcome outcome, Waiting waiting) {
        if (outcome instanceof Outcome.Trained trained) {
            var end = trained.screenedOut() ? EvaluationOutcome.SCREENED_OUT : EvaluationOutcome.TRAINED;
            Objective objective = recipes.objective(open.recipeHash());
            if (isPlausible(objective, trained.measurement())
                    && (trained.test() == null || isPlausible(Objective.STANDARD, trained.test()))) {
                succeed(open, workerId, end, trained, Fitness.of(objective, trained.measurement()), waiting);
                revokeNewer(open, attempt);
            } else if (attempt == open.attempt()) {
                retryOrFail(open, "the worker reported a loss or an accuracy that cannot be", waiting);
            }
        } else if (outcome instanceof Outcome.Diverged diverged) {
            var nothing = new Measurement(Double.NaN, Double.NaN);
            var summary = new Outcome.Trained(diverged.epoch(), false, nothing, null, diverged.seconds(), 0);
            succeed(open, workerId, EvaluationOutcome.DIVERGED, summary, Fitness.DIVERGED, waiting);
            revokeNewer(open, attempt);
        } else if (attempt == open.attempt() && outcome instanceof Outcome.Failed failed) {
            if (failed.retryable()) {
                retryOrFail(open, failed.reason(), waiting);
            } else {
                fail(open, failed.reason(), waiting);
            }
        } else if (attempt == open.attempt() && outcome instanceof Outcome.Released) {
            evaluations.giveBack(open.id());
            announceNextAttempt(open);
        }
    }

    private void succeed(
            Open open,
            String workerId,
            EvaluationOutcome outcome,
            Outcome.Trained result,
            double fitness,
            Waiting waiting) {
        evaluations.succeed(open.id(), workerId, outcome, result, fitness);
        close(open, EvaluationState.SUCCEEDED, fitness, null, waiting);
        events.publishEvent(new EvaluationEvent.Succeeded(open.id(), outcome, result));
    }

    private void retryOrFail(Open open, String reason, Waiting waiting) {
        if (open.failures() + 1 < properties.maxFailures()) {
            evaluations.retry(open.id(), reason);
            announceNextAttempt(open);
        } else {
            fail(
                    open,
                    String.format(Locale.ROOT, "gave up after %d failed attempts: %s", open.failures() + 1, reason),
                    waiting);
        }
    }

    private void announceNextAttempt(Open open) {
        events.publishEvent(new EvaluationEvent.Revoked(open.id(), open.attempt()));
        events.publishEvent(new EvaluationEvent.WorkArrived());
    }

    private void fail(Open open, String reason, Waiting waiting) {
        evaluations.fail(open.id(), reason);
        close(open, EvaluationState.FAILED, null, reason, waiting);
    }

    private void close(
            Open open, EvaluationState state, @Nullable Double fitness, @Nullable String failure, Waiting waiting) {
        demand.removeAll(open.id());
        events.publishEvent(new EvaluationEvent.Closed(
                open.id(),
                open.fingerprint(),
                open.recipeHash(),
                state,
                fitness,
                failure,
                waiting.jobs,
                waiting.broken));
        events.publishEvent(new EvaluationEvent.WorkArrived());
    }

    /**
     * Works on an evaluation that has no outcome yet, with the rows of the jobs that wait for it and its own locked. A job may join
     * between the look at the demand and the lock on the evaluation; then all is tried anew. So it is without a job that cannot go
     * on: the outcome counts for the others, and that job fails afterwards.
     */
    private void withOpen(long evaluationId, BiConsumer<Open, Waiting> work) {
        Map<Long, BrokenJob> broken = new HashMap<>();
        while (true) {
            try {
                transaction.executeWithoutResult(status -> work(evaluationId, Set.copyOf(broken.keySet()), work));
                broken.values().forEach(brokenJobs::fail);
                return;
            } catch (DemandGrew again) {
                Thread.onSpinWait();
            } catch (BrokenJob job) {
                if (broken.put(job.jobId(), job) != null) {
                    throw job;
                }
            }
        }
    }

    private void work(long evaluationId, Set<Long> broken, BiConsumer<Open, Waiting> work) {
        List<Long> jobs = demand.lockJobs(evaluationId);
        evaluations.lockIfOpen(evaluationId).ifPresent(open -> {
            if (!jobs.containsAll(demand.jobs(evaluationId))) {
                throw new DemandGrew();
            }
            work.accept(open, new Waiting(jobs, broken));
        });
    }

    /** The jobs that wait for an evaluation, and those of them that cannot go on. */
    private record Waiting(List<Long> jobs, Set<Long> broken) {}

    private static boolean isPlausible(Objective objective, Measurement measurement) {
        return Fitness.objection(objective, measurement).isEmpty();
    }

    private static final class DemandGrew extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
