package io.afos.api.evaluation.dispatch;

import io.afos.api.caller.Caller;
import io.afos.api.evaluation.AttemptTokens;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.EvaluationRepository.Attempt;
import io.afos.api.evaluation.attempt.OutcomeRecorder;
import io.afos.api.messaging.TaskPublisher;
import io.afos.api.network.NetworkPlans;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.worker.Workers;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import io.afos.model.recipe.ImageRecipe;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Pending evaluations on their way to the task queue. */
@Component
class Outbox {

    /** The key of an advisory lock of PostgreSQL that nothing else in this database takes. */
    private static final long LOCK = 0x4146_4f53_0001L;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TaskPublisher publisher;
    private final EvaluationRepository evaluations;
    private final DispatchProperties properties;
    private final AttemptTokens tokens;
    private final NetworkPlans plans;
    private final OutcomeRecorder recorder;

    Outbox(
            JdbcClient jdbc,
            JsonMapper json,
            TaskPublisher publisher,
            EvaluationRepository evaluations,
            DispatchProperties properties,
            AttemptTokens tokens,
            NetworkPlans plans,
            OutcomeRecorder recorder) {
        this.jdbc = jdbc;
        this.evaluations = evaluations;
        this.json = json;
        this.publisher = publisher;
        this.properties = properties;
        this.tokens = tokens;
        this.plans = plans;
        this.recorder = recorder;
    }

    /**
     * Publishes the next pending evaluations and marks them queued once the broker has confirmed them. If it does not, the
     * transaction fails and they stay pending; a message that got through all the same starts the same attempt.
     *
     * <p>One instance dispatches at a time. No row is locked while the broker is waited for: a job can be paused or cancelled
     * meanwhile, and what was published of it in vain ends as an attempt that nobody wants.
     *
     * @return how many were published
     */
    @Transactional
    int dispatch() {
        if (!isOnlyDispatcher()) {
            return 0;
        }
        List<Row> rows = pending();
        if (rows.isEmpty()) {
            return 0;
        }
        List<EvaluationTask> tasks =
                rows.stream().map(this::task).flatMap(Optional::stream).toList();
        publisher.publish(tasks);
        evaluations.queue(tasks.stream()
                .map(task -> new Attempt(task.evaluationId(), task.attempt()))
                .toList());
        return rows.size();
    }

    private boolean isOnlyDispatcher() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    /**
     * For each data set with pending evaluations as many as its queue has room for, the most urgent ones first. External trainings
     * are left to the trainers that ask for them over HTTP.
     */
    private List<Row> pending() {
        return jdbc.sql("""
                        with recursive waiting (dataset) as (
                            select min(dataset) from evaluation where state = 'PENDING' and not held
                            union all
                            select (select min(e.dataset) from evaluation e
                                    where e.state = 'PENDING' and not e.held and e.dataset > w.dataset)
                            from waiting w where w.dataset is not null)
                        select e.id, e.attempt, e.created_at, e.seed, a.formula, r.document::text as recipe
                        from waiting w
                        cross join lateral (
                            select id, attempt, created_at, seed, priority, fingerprint, recipe_hash from evaluation
                            where dataset = w.dataset and state = 'PENDING' and not held
                            order by priority desc, id
                            limit greatest(0, :queuedPerWorker * greatest(1, (
                                select count(*) from worker
                                where last_seen > now() - make_interval(secs => :live) and w.dataset = any(datasets)
                            )) - (
                                select count(*) from evaluation q where q.state = 'QUEUED' and q.dataset = w.dataset))) e
                        join activation a on a.fingerprint = e.fingerprint
                        join recipe r on r.hash = e.recipe_hash
                        where w.dataset not like 'external:%'
                        order by w.dataset, e.priority desc, e.id
                        limit :batch""")
                .param("queuedPerWorker", properties.queuedPerWorker())
                .param("live", Workers.LIVE_SECONDS)
                .param("batch", properties.batch())
                .query(Row.class)
                .list();
    }

    /** Empty if the network cannot be planned, which ends the evaluation. */
    private Optional<EvaluationTask> task(Row row) {
        ImageRecipe recipe = json.readValue(row.recipe, ImageRecipe.class);
        try {
            return Optional.of(new EvaluationTask(
                    row.id,
                    row.attempt,
                    row.formula,
                    recipe,
                    row.seed,
                    tokens.of(row.id, row.attempt, row.createdAt.toInstant()),
                    recipe.architecture().graph() == null ? null : plans.of(recipe)));
        } catch (InvalidRequest e) {
            var failed = new Outcome.Failed(e.field() + " " + e.getMessage(), false);
            recorder.record(new WorkerEvent.Finished(Caller.SERVICE, row.id, row.attempt, failed));
            return Optional.empty();
        }
    }

    private record Row(long id, int attempt, OffsetDateTime createdAt, long seed, String formula, String recipe) {}
}
