package io.afos.api.evaluation;

import io.afos.model.activation.SimplestForm;
import io.afos.model.message.Outcome;
import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.ImageRecipe;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of evaluations: one method for each arrow of the state diagram in docs/architecture.md, and nobody else writes the
 * table {@code evaluation}. An arrow that is not allowed from an evaluation's state changes nothing.
 *
 * <p>An evaluation that goes back to {@code PENDING}, or is held, has one more attempt, and keeps nothing of the attempt before: its
 * message may have been published, and a worker that starts it is told to stop for good. An evaluation that leaves {@code RUNNING} loses its lease.
 *
 * <p>Locks are {@code for no key update}, so that nobody waits for a transaction that only inserts rows which refer to an evaluation.
 */
@Repository
@Transactional
public class EvaluationRepository {

    /** The states in which an outcome is still to come. */
    private static final String OPEN = "state in ('PENDING', 'QUEUED', 'RUNNING')";

    /** Trained by workers that are reached through the broker. */
    private static final String OURS = "e.dataset not like '" + ExternalRecipe.PREFIX + "%'";

    private static final String NEXT_ATTEMPT = """
            state = 'PENDING', attempt = e.attempt + 1, worker_id = null, queued_at = null, started_at = null,
            pending_since = now()""";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batch;

    EvaluationRepository(JdbcClient jdbc, NamedParameterJdbcOperations batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** An evaluation that a job asked for, as it was found. */
    record Wanted(
            long id,
            String fingerprint,
            EvaluationState state,
            @Nullable Double fitness) {}

    /** An attempt of an evaluation. */
    public record Attempt(long evaluationId, int attempt) {}

    /**
     * An evaluation without an outcome, with its row locked.
     *
     * @param failures attempts that failed or were lost
     */
    public record Open(
            long id,
            String fingerprint,
            String recipeHash,
            int attempt,
            int failures,
            @Nullable String workerId) {}

    /** Creates pending evaluations where there are none, with the demand of the job, in one round trip. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Wanted> create(
            long jobId, int priority, String recipeHash, long seed, SortedMap<String, String> formulasByFingerprint) {
        return jdbc.sql("""
                        with function as (
                            insert into activation (fingerprint, formula, simplest)
                            select * from unnest(
                                cast(:fingerprints as text[]), cast(:formulas as text[]), cast(:simplest as text[]))
                            on conflict do nothing),
                        created as (
                            insert into evaluation (fingerprint, recipe_hash, dataset, seed, state, priority)
                            select f, r.hash,
                                   case when r.document #>> '{architecture,graph}' is null then r.dataset
                                        else r.dataset || :networks end,
                                   :seed, 'PENDING', :priority
                            from unnest(cast(:fingerprints as text[])) f, recipe r where r.hash = :recipe
                            on conflict (fingerprint, recipe_hash, seed) do nothing returning id, fingerprint, state, fitness),
                        wanted as (insert into demand (evaluation_id, job_id) select id, :job from created)
                        select id, fingerprint, state, fitness from created""")
                .param("fingerprints", formulasByFingerprint.keySet().toArray(String[]::new))
                .param("formulas", formulasByFingerprint.values().toArray(String[]::new))
                .param(
                        "simplest",
                        formulasByFingerprint.values().stream()
                                .map(SimplestForm::of)
                                .toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("networks", ImageRecipe.NETWORKS)
                .param("seed", seed)
                .param("priority", priority)
                .param("job", jobId)
                .query(Wanted.class)
                .list();
    }

    /** Locks those of these evaluations that exist, in the order of their ids. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Wanted> lock(Collection<String> fingerprints, String recipeHash, long seed) {
        return jdbc.sql("""
                        select id, fingerprint, state, fitness from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed
                        order by id for no key update""")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .query(Wanted.class)
                .list();
    }

    /** Marks the trainings of these functions with this seed as superseded by those with other seeds. */
    @Transactional(propagation = Propagation.MANDATORY)
    void supersede(String recipeHash, long seed, Collection<String> fingerprints) {
        jdbc.sql("""
                        update evaluation set superseded = true
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed""")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .update();
    }

    /** A running job asks for evaluations, so that they are held no longer; those that failed or were cancelled are pending again. */
    @Transactional(propagation = Propagation.MANDATORY)
    void askFor(Long[] ids, int priority) {
        jdbc.sql("""
                        update evaluation
                        set held = false, failure = null,
                            priority = case when held or state in ('FAILED', 'CANCELLED') then :priority
                                            else greatest(priority, :priority) end
                        where id = any(:ids) and state <> 'SUCCEEDED'""").param("ids", ids).param("priority", priority).update();
        jdbc.sql("update evaluation e set " + NEXT_ATTEMPT + """
                        , failures = 0, failure = null, finished_at = null
                        where id = any(:ids) and state in ('FAILED', 'CANCELLED')""")
                .param("ids", ids)
                .update();
    }

    /**
     * Marks pending evaluations as handed to the broker. Those that were held meanwhile have another attempt: nobody wants what was
     * published.
     */
    public void queue(Collection<Attempt> published) {
        jdbc.sql("""
                        with published as (
                            select e.id from evaluation e
                            join unnest(cast(:ids as bigint[]), cast(:attempts as int[])) p (id, attempt)
                                on p.id = e.id and p.attempt = e.attempt
                            where e.state = 'PENDING' order by e.id for no key update of e)
                        update evaluation e set state = 'QUEUED', queued_at = now() from published p where e.id = p.id""")
                .param("ids", published.stream().map(Attempt::evaluationId).toArray(Long[]::new))
                .param("attempts", published.stream().map(Attempt::attempt).toArray(Integer[]::new))
                .update();
    }

    /**
     * Grants a worker the lease on the current attempt. The attempt may still be pending, when the broker took its message and the
     * transaction failed that noted so; or running, when its message was delivered again.
     *
     * @return for how many seconds it had been in the queue; empty if the attempt is not wanted
     */
    public Optional<Double> start(Attempt attempt, String workerId, Duration lease) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        with started as (
                            update evaluation
                            set state = 'RUNNING', worker_id = :worker, started_at = now()
                            where id = :id and attempt = :attempt and not held and %s
                            returning id, attempt, worker_id,
                                      extract(epoch from now() - coalesce(queued_at, now())) as waited),
                        granted as (
                            insert into lease (evaluation_id, attempt, worker_id, expires_at)
                            select id, attempt, worker_id, now() + make_interval(secs => :lease) from started
                            on conflict (evaluation_id) do update
                            set attempt = excluded.attempt, worker_id = excluded.worker_id,
                                expires_at = excluded.expires_at, step = 0)
                        select waited from started""", OPEN))
                .param("id", attempt.evaluationId())
                .param("attempt", attempt.attempt())
                .param("worker", workerId)
                .param("lease", lease.toMillis() / 1000.0)
                .query(Double.class)
                .optional();
    }

    /** Whether the attempt is the current one of an evaluation that is open and not held. */
    boolean isWanted(Attempt attempt) {
        return jdbc.sql("select count(*) from evaluation where id = :id and attempt = :attempt and not held and "
                                + OPEN)
                        .param("id", attempt.evaluationId())
                        .param("attempt", attempt.attempt())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Locks an evaluation; empty if it has its outcome. */
    public Optional<Open> lockIfOpen(long id) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        select id, fingerprint, recipe_hash, attempt, failures, worker_id from evaluation
                        where id = :id and %s for no key update""", OPEN))
                .param("id", id)
                .query(Open.class)
                .optional();
    }

    /** Gives an open evaluation its result, whichever attempt brought it. */
    public void succeed(long id, String workerId, EvaluationOutcome outcome, Outcome.Trained result, double fitness) {
        var test = result.test();
        jdbc.sql(String.format(Locale.ROOT, """
                        with unleased as (delete from lease where evaluation_id = :id)
                        update evaluation
                        set state = 'SUCCEEDED', held = false, finished_at = now(), outcome = :outcome, epochs = :epochs,
                            loss = :loss, accuracy = :accuracy, score = :score, test_loss = :testLoss, test_accuracy = :testAccuracy,
                            fitness = :fitness, seconds = :seconds, images_per_second = :imagesPerSecond, failure = null,
                            worker_id = :worker,
                            started_at = coalesce(started_at, now() - make_interval(secs => :seconds))
                        where id = :id and %s""", OPEN))
                .param("id", id)
                .param("worker", workerId)
                .param("outcome", outcome.name())
                .param("epochs", result.epochs())
                .param("loss", nullIfNaN(result.measurement().loss()))
                .param("accuracy", nullIfNaN(result.measurement().accuracy()))
                .param("score", result.measurement().score(), Types.DOUBLE)
                .param("testLoss", test == null ? null : test.loss())
                .param("testAccuracy", test == null ? null : test.accuracy())
                .param("fitness", fitness)
                .param("seconds", result.seconds())
                .param("imagesPerSecond", result.imagesPerSecond())
                .update();
    }

    /** Gives an open evaluation up. */
    public void fail(long id, String reason) {
        jdbc.sql(String.format(Locale.ROOT, """
                        with unleased as (delete from lease where evaluation_id = :id)
                        update evaluation
                        set state = 'FAILED', held = false, failures = failures + 1, finished_at = now(), failure = :reason
                        where id = :id and %s""", OPEN))
                .param("id", id)
                .param("reason", reason)
                .update();
    }

    /** Ends the attempt of an open evaluation and counts it as failed. */
    public void retry(long id, String reason) {
        nextAttempt(id, 1, reason);
    }

    /** Ends the attempt of an open evaluation, which its worker gave back. */
    public void giveBack(long id) {
        nextAttempt(id, 0, null);
    }

    private void nextAttempt(long id, int failed, @Nullable String reason) {
        jdbc.sql("with unleased as (delete from lease where evaluation_id = :id) update evaluation e set "
                        + NEXT_ATTEMPT + ", failures = failures + :failed, failure = :reason where id = :id and "
                        + OPEN)
                .param("id", id)
                .param("failed", failed)
                .param("reason", reason)
                .update();
    }

    /**
     * Takes evaluations back whose message has been in a queue for too long.
     *
     * @return how many there were, at most {@code limit}
     */
    public int requeue(String dataset, Duration patience, int limit) {
        return jdbc.sql("update evaluation e set " + NEXT_ATTEMPT + """
                         where id in (
                            select id from evaluation
                            where state = 'QUEUED' and dataset = :dataset
                              and queued_at < now() - make_interval(secs => :patience)
                            order by id limit :limit for update skip locked)""")
                .param("dataset", dataset)
                .param("patience", patience.toMillis() / 1000.0)
                .param("limit", limit)
                .update();
    }

    /**
     * Takes back all that was queued or running when broker and workers ended. External trainers go on.
     *
     * @return how many there were
     */
    public int interrupt() {
        jdbc.sql("delete from lease l using evaluation e where e.id = l.evaluation_id and " + OURS)
                .update();
        return jdbc.sql("update evaluation e set " + NEXT_ATTEMPT + " where state in ('QUEUED', 'RUNNING') and " + OURS)
                .update();
    }

    /**
     * Holds the open evaluations of a job that no other running job wants. The caller holds the lock on the job's row. Locks
     * first and looks then: another job that joins or leaves at the same time has either done so or waits.
     *
     * @param evaluations these evaluations only, or all if {@code null}
     * @return the attempts that were queued or running, which end with it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Attempt> hold(long jobId, Long @Nullable [] evaluations) {
        jdbc.sql("select id from evaluation where id in (select evaluation_id from demand d where " + Demand.OF_JOB
                        + ") order by id for no key update")
                .param("job", jobId)
                .param("evaluations", evaluations)
                .query(Long.class)
                .list();
        String unwanted = String.format(Locale.ROOT, """
                select e.id from evaluation e join demand d on d.evaluation_id = e.id
                where %s and not exists (
                    select from demand o join job j on j.id = o.job_id
                    where o.evaluation_id = e.id and o.job_id <> :job and j.state = 'RUNNING')""", Demand.OF_JOB);
        jdbc.sql("update evaluation e set held = true, " + NEXT_ATTEMPT
                        + " where state = 'PENDING' and not held and id in (" + unwanted + ")")
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
        return jdbc.sql("with ended as (update evaluation e set held = true, " + NEXT_ATTEMPT
                        + " where state in ('QUEUED', 'RUNNING') and id in (" + unwanted + ")"
                        + " returning id, attempt - 1 as attempt),"
                        + " unleased as (delete from lease where evaluation_id in (select id from ended))"
                        + " select id as evaluation_id, attempt from ended")
                .param("job", jobId)
                .param("evaluations", evaluations)
                .query(Attempt.class)
                .list();
    }

    /**
     * Gives the open evaluations of a job that no longer wants them the priority of the most urgent running job that does. The rows
     * are locked.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void lowerPriority(long jobId, Long @Nullable [] evaluations) {
        jdbc.sql(String.format(Locale.ROOT, """
                        update evaluation e set priority = others.priority
                        from (select o.evaluation_id, max(j.priority) as priority
                              from demand d join demand o on o.evaluation_id = d.evaluation_id
                              join job j on j.id = o.job_id
                              where %s and j.id <> :job and j.state = 'RUNNING' group by o.evaluation_id) others
                        where e.id = others.evaluation_id and e.priority > others.priority""", Demand.OF_JOB))
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
    }

    /** Lets the held evaluations of a job go on, and all of them be as urgent as the job. */
    void release(long jobId) {
        jdbc.sql("""
                        update evaluation e set priority = j.priority from demand d join job j on j.id = d.job_id
                        where d.job_id = :job and e.id = d.evaluation_id and e.priority < j.priority""").param("job", jobId).update();
        release("id in (select evaluation_id from demand where job_id = :job)", jobId);
    }

    /**
     * Lets held evaluations go on that a running job wants, which a lost race can leave behind.
     *
     * @return how many there were
     */
    public int releaseWanted() {
        return release("""
                exists (select from demand d join job j on j.id = d.job_id
                        where d.evaluation_id = e.id and j.state = 'RUNNING')""", null);
    }

    private int release(String which, @Nullable Long jobId) {
        return jdbc.sql(
                        "update evaluation e set held = false, pending_since = now() where held and state = 'PENDING' and "
                                + which)
                .param("job", jobId)
                .update();
    }

    /** Cancels the held evaluations of a job that no other job waits for. */
    @Transactional(propagation = Propagation.MANDATORY)
    void cancel(long jobId, Long @Nullable [] evaluations) {
        jdbc.sql(String.format(Locale.ROOT, """
                        update evaluation e set state = 'CANCELLED', held = false, finished_at = now()
                        where state = 'PENDING' and held
                          and id in (select evaluation_id from demand d where %s)
                          and not exists (select from demand o where o.evaluation_id = e.id and o.job_id <> :job)""", Demand.OF_JOB))
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
    }

    /**
     * Takes evaluations over from an archive, closed: creates those that are not here, and replaces those that failed or were
     * cancelled by a success.
     *
     * @param rows with the columns of the table as parameters; {@code origin} in the place of the worker
     */
    public void takeOver(SqlParameterSource[] rows) {
        batch.batchUpdate("""
                insert into evaluation as e (fingerprint, recipe_hash, dataset, seed, state, worker_id, started_at, finished_at,
                    outcome, epochs, loss, accuracy, score, test_loss, test_accuracy, fitness, seconds, images_per_second, failure)
                values (:fingerprint, :recipe, :dataset, :seed, :state, :origin, :startedAt, :finishedAt,
                    :outcome, :epochs, :loss, :accuracy, :score, :testLoss, :testAccuracy, :fitness, :seconds, :imagesPerSecond, :failure)
                on conflict (fingerprint, recipe_hash, seed) do update
                set state = excluded.state, worker_id = excluded.worker_id, started_at = excluded.started_at,
                    finished_at = excluded.finished_at, outcome = excluded.outcome, epochs = excluded.epochs,
                    loss = excluded.loss, accuracy = excluded.accuracy, score = excluded.score, test_loss = excluded.test_loss,
                    test_accuracy = excluded.test_accuracy, fitness = excluded.fitness, seconds = excluded.seconds,
                    images_per_second = excluded.images_per_second, failure = null, held = false
                where e.state in ('FAILED', 'CANCELLED') and excluded.state = 'SUCCEEDED'""", rows);
    }

    private static @Nullable Double nullIfNaN(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
