package io.afos.api.external;

import io.afos.api.evaluation.Fitness;
import io.afos.api.evaluation.Leases;
import io.afos.api.evaluation.attempt.WorkerEventHandler;
import io.afos.api.evaluation.view.LearningCurves;
import io.afos.api.external.Assignments.Held;
import io.afos.api.problem.Conflict;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.NotFound;
import io.afos.api.problem.Overloaded;
import io.afos.api.worker.Workers;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.Screening;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Assigns evaluations to external trainers and records their reports, with the same transitions as events of workers. Every call
 * can be repeated, as its response may have been lost.
 */
@Service
public class ExternalWork {

    private final Assignments assignments;
    private final Leases leases;
    private final LearningCurves curves;
    private final WorkerEventHandler handler;
    private final Workers workers;
    private final ExternalProperties properties;
    private final Clock clock = Clock.systemUTC();

    ExternalWork(
            Assignments assignments,
            Leases leases,
            LearningCurves curves,
            WorkerEventHandler handler,
            Workers workers,
            ExternalProperties properties) {
        this.assignments = assignments;
        this.leases = leases;
        this.curves = curves;
        this.handler = handler;
        this.workers = workers;
        this.properties = properties;
    }

    /**
     * Records that a trainer is live, and grants it the lease on the next evaluation if there is one.
     *
     * @throws Overloaded if its API key uses too many names
     */
    public Optional<Assignment> ask(Trainer trainer) {
        requireFewNames(trainer);
        Optional<Assignment> found = next(trainer);
        if (found.isEmpty()) {
            workers.seen(heartbeat(trainer, null));
        }
        return found;
    }

    private void requireFewNames(Trainer trainer) {
        if (!workers.isKnown(trainer.id())
                && workers.countKnown(trainer.key() + ":") >= properties.maxTrainersPerKey()) {
            throw new Overloaded(String.format(
                    Locale.ROOT,
                    "this API key has used %d worker names within a day; let each process keep its name",
                    properties.maxTrainersPerKey()));
        }
    }

    /** Which of these jobs exist and have not ended. */
    public Set<Long> running(List<Long> jobs) {
        return jobs.isEmpty() ? Set.of() : assignments.running(jobs);
    }

    /** Grants a trainer the lease on the next evaluation, or on the one that it already holds. */
    Optional<Assignment> next(Trainer trainer) {
        Optional<Assignment> found = assignments.next(trainer);
        found.ifPresent(assignment -> {
            var progress = new WorkerEvent.Progress(
                    assignment.evaluation(),
                    assignment.attempt(),
                    0,
                    assignment.recipe().epochs(),
                    0);
            leases.renew(trainer.id(), progress, properties.lease());
            workers.seen(heartbeat(trainer, progress));
        });
        return found;
    }

    /** Renews the lease of a trainer at work. */
    public Verdict heartbeat(String trainer, long evaluation, int attempt) {
        Held held = find(trainer, evaluation, attempt);
        if (!held.isHeldBy(trainer, attempt)) {
            return verdict(held, trainer, attempt);
        }
        return renew(trainer, evaluation, held, held.epoch(), 0);
    }

    /**
     * Records a point of the learning curve. The one of the last epoch is the result.
     *
     * @throws InvalidRequest if a number is out of range, or one is missing that the objective looks at
     */
    public Verdict report(String trainer, long evaluation, int attempt, EpochMetrics metrics) {
        Held held = find(trainer, evaluation, attempt);
        requirePossible(metrics, held);
        if (!held.isHeldBy(trainer, attempt)) {
            return verdict(held, trainer, attempt);
        }
        int epoch = metrics.epoch();
        Verdict verdict = renew(trainer, evaluation, held, Math.max(epoch, held.epoch()), metrics.imagesPerSecond());
        if (verdict != Verdict.CONTINUE) {
            return verdict;
        }
        curves.addReported(new WorkerEvent.EpochFinished(trainer, evaluation, attempt, metrics));
        boolean screenedOut = isScreenedOut(held, metrics);
        if (!screenedOut && epoch < held.recipe().epochs()) {
            return Verdict.CONTINUE;
        }
        end(
                trainer,
                evaluation,
                attempt,
                new Outcome.Trained(
                        epoch, screenedOut, metrics.validation(), null, held.seconds(), metrics.imagesPerSecond()));
        return screenedOut ? Verdict.SCREENED_OUT : Verdict.TRAINED;
    }

    /** Records that a metric was not finite. */
    public Verdict diverged(String trainer, long evaluation, int attempt, int epoch) {
        Held held = find(trainer, evaluation, attempt);
        if (epoch > held.recipe().epochs()) {
            throw epochOutOfRange(held);
        }
        return endIfHeld(trainer, evaluation, attempt, held, new Outcome.Diverged(epoch, 0, held.seconds()));
    }

    /** Records that an attempt failed or was released. */
    public Verdict ended(String trainer, long evaluation, int attempt, Outcome outcome) {
        return endIfHeld(trainer, evaluation, attempt, find(trainer, evaluation, attempt), outcome);
    }

    private Verdict endIfHeld(String trainer, long evaluation, int attempt, Held held, Outcome outcome) {
        if (!held.isHeldBy(trainer, attempt)) {
            return verdict(held, trainer, attempt);
        }
        end(trainer, evaluation, attempt, outcome);
        return Verdict.ENDED;
    }

    private void end(String trainer, long evaluation, int attempt, Outcome outcome) {
        handler.handle(new WorkerEvent.Finished(trainer, evaluation, attempt, outcome));
    }

    private Held find(String trainer, long evaluation, int attempt) {
        Held held = assignments
                .find(evaluation)
                .orElseThrow(() -> new NotFound("there is no external evaluation " + evaluation));
        if (attempt > held.attempt()) {
            throw new NotFound(
                    String.format(Locale.ROOT, "external evaluation %d has no attempt %d", evaluation, attempt));
        }
        if (attempt == held.attempt() && held.leasedTo() != null && !trainer.equals(held.leasedTo())) {
            throw new Conflict(String.format(
                    Locale.ROOT,
                    "attempt %d of evaluation %d belongs to another trainer: ask for work first",
                    attempt,
                    evaluation));
        }
        return held;
    }

    /** Why a trainer must stop that does not hold the lease. */
    private static Verdict verdict(Held held, String trainer, int attempt) {
        return switch (held.state()) {
            case SUCCEEDED, FAILED ->
                trainer.equals(held.workerId()) || attempt == held.attempt() ? Verdict.ENDED : Verdict.SUPERSEDED;
            case CANCELLED -> Verdict.CANCELLED;
            case PENDING, QUEUED, RUNNING -> held.held() ? Verdict.PAUSED : Verdict.SUPERSEDED;
        };
    }

    private Verdict renew(String trainer, long evaluation, Held held, int epoch, double imagesPerSecond) {
        var progress = new WorkerEvent.Progress(
                evaluation, held.attempt(), epoch, held.recipe().epochs(), imagesPerSecond);
        workers.seen(new WorkerEvent.Heartbeat(trainer, describe(held.recipe().dataset(), "", "", ""), progress));
        return leases.renew(trainer, progress, properties.lease())
                ? Verdict.CONTINUE
                : assignments
                        .find(evaluation)
                        .map(now -> verdict(now, trainer, held.attempt()))
                        .orElse(Verdict.CANCELLED);
    }

    private WorkerEvent.Heartbeat heartbeat(Trainer trainer, WorkerEvent.@Nullable Progress progress) {
        return new WorkerEvent.Heartbeat(
                trainer.id(), describe(trainer.queue(), trainer.host(), trainer.device(), trainer.engine()), progress);
    }

    private WorkerEvent.WorkerDescription describe(String queue, String host, String device, String engine) {
        return new WorkerEvent.WorkerDescription(host, device, 1, engine, List.of(queue), List.of(), clock.instant());
    }

    private static void requirePossible(EpochMetrics metrics, Held held) {
        if (metrics.epoch() > held.recipe().epochs()) {
            throw epochOutOfRange(held);
        }
        Fitness.objection(held.recipe().objective(), metrics.validation()).ifPresent(objection -> {
            throw new InvalidRequest(objection.metric(), objection.message());
        });
    }

    private static InvalidRequest epochOutOfRange(Held held) {
        return new InvalidRequest(
                "epoch", "must be at most " + held.recipe().epochs() + ", after which the training ends");
    }

    /** Screening applies once: to the first report at or after its epoch. */
    private static boolean isScreenedOut(Held held, EpochMetrics metrics) {
        Screening screening = held.recipe().screening();
        Measurement measured = metrics.validation();
        return screening != null
                && (metrics.epoch() == screening.afterEpoch()
                        || metrics.epoch() > screening.afterEpoch() && held.epoch() < screening.afterEpoch())
                && measured.accuracy() < screening.minAccuracy();
    }
}
