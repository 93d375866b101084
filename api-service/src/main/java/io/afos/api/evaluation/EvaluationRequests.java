package io.afos.api.evaluation;

import io.afos.model.recipe.Recipe;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

/**
 * Asks for evaluations. What was trained before under the same recipe and seed is found again; what failed or was
 * cancelled is opened again.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class EvaluationRequests {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final JobDemand demands;

    EvaluationRequests(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, JobDemand demands) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.demands = demands;
    }

    /** Makes the recipe known; to be called before evaluations under it are requested. */
    public void register(Recipe recipe) {
        register(recipe, false);
    }

    /** The same, and for trainings under it that end after so many epochs. */
    public void register(Recipe recipe, Collection<Integer> rungs) {
        register(recipe);
        rungs.forEach(epochs -> register(recipe.shortened(epochs), true));
    }

    private void register(Recipe recipe, boolean shortened) {
        jdbc.sql("""
                        insert into recipe (hash, dataset, architecture, document, shortened)
                        values (:hash, :dataset, :architecture, cast(:document as jsonb), :shortened)
                        on conflict (hash) do update set shortened = false where recipe.shortened and not excluded.shortened""")
                .param("shortened", shortened)
                .param("hash", recipe.hash())
                .param("dataset", recipe.data().dataset())
                .param("architecture", recipe.architecture().name())
                .param("document", json.writeValueAsString(recipe))
                .update();
    }

    /**
     * Requests one evaluation for each activation. The caller holds the lock on the job's row.
     *
     * @return the evaluations by fingerprint
     */
    public Map<String, RequestedEvaluation> request(
            long jobId, int priority, String recipeHash, long seed, Collection<RequestedActivation> activations) {
        var formulas = new TreeMap<String, String>();
        activations.forEach(activation -> formulas.putIfAbsent(activation.fingerprint(), activation.formula()));
        if (formulas.isEmpty()) {
            return Map.of();
        }
        List<Row> rows = create(jobId, priority, recipeHash, seed, formulas);
        Set<String> created = rows.stream().map(Row::fingerprint).collect(toSet());
        if (created.size() < formulas.size()) {
            String[] existing = formulas.keySet().stream()
                    .filter(fingerprint -> !created.contains(fingerprint))
                    .toArray(String[]::new);
            rows = Stream.concat(rows.stream(), join(jobId, priority, recipeHash, seed, existing).stream())
                    .toList();
        }
        events.publishEvent(new WorkArrived());
        return rows.stream()
                .map(row -> row.requested(!created.contains(row.fingerprint)))
                .collect(toMap(RequestedEvaluation::fingerprint, Function.identity()));
    }

    /** Of these functions those of which there is an evaluation, whatever its state. */
    public Set<String> existing(String recipeHash, long seed, Collection<String> fingerprints) {
        return jdbc
                .sql("""
                        select fingerprint from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed""")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .query(String.class)
                .stream()
                .collect(toSet());
    }

    /** A job, on whose row the caller holds the lock, needs these evaluations no longer. Those that nobody needs are cancelled. */
    public void withdraw(long jobId, Collection<Long> evaluationIds) {
        demands.withdraw(jobId, evaluationIds.toArray(Long[]::new));
    }

    /** Creates the evaluations that do not exist yet, with all they need, in one round trip. */
    private List<Row> create(
            long jobId, int priority, String recipeHash, long seed, SortedMap<String, String> formulas) {
        return jdbc.sql("""
                        with function as (
                            insert into activation (fingerprint, formula)
                            select * from unnest(cast(:fingerprints as text[]), cast(:formulas as text[]))
                            on conflict do nothing),
                        created as (
                            insert into evaluation (fingerprint, recipe_hash, dataset, seed, state, priority)
                            select f, r.hash, r.dataset, :seed, 'PENDING', :priority
                            from unnest(cast(:fingerprints as text[])) f, recipe r where r.hash = :recipe
                            on conflict (fingerprint, recipe_hash, seed) do nothing returning id, fingerprint, state, fitness),
                        wanted as (insert into demand (evaluation_id, job_id) select id, :job from created)
                        select id, fingerprint, state, fitness from created""")
                .param("fingerprints", formulas.keySet().toArray(String[]::new))
                .param("formulas", formulas.values().toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .param("priority", priority)
                .param("job", jobId)
                .query(Row.class)
                .list();
    }

    /** Waits for evaluations that exist, and opens those that failed or were cancelled. */
    private List<Row> join(long jobId, int priority, String recipeHash, long seed, String[] fingerprints) {
        List<Row> rows = lock(fingerprints, recipeHash, seed);
        Long[] unfinished = rows.stream()
                .filter(row -> row.state != EvaluationState.SUCCEEDED)
                .map(Row::id)
                .toArray(Long[]::new);
        if (unfinished.length > 0) {
            demand(unfinished, jobId);
            open(unfinished, priority);
        }
        return rows;
    }

    private List<Row> lock(String[] fingerprints, String recipeHash, long seed) {
        return jdbc.sql("""
                        select id, fingerprint, state, fitness from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed
                        order by id for update""")
                .param("fingerprints", fingerprints)
                .param("recipe", recipeHash)
                .param("seed", seed)
                .query(Row.class)
                .list();
    }

    private void open(Long[] ids, int priority) {
        jdbc.sql("""
                        update evaluation
                        set held = false, priority = greatest(priority, :priority),
                            attempt = case when state in ('FAILED', 'CANCELLED') then attempt + 1 else attempt end,
                            failures = case when state in ('FAILED', 'CANCELLED') then 0 else failures end,
                            worker_id = case when state in ('FAILED', 'CANCELLED') then null else worker_id end,
                            started_at = case when state in ('FAILED', 'CANCELLED') then null else started_at end,
                            pending_since = case when state in ('FAILED', 'CANCELLED') then now() else pending_since end,
                            state = case when state in ('FAILED', 'CANCELLED') then 'PENDING' else state end,
                            failure = null, finished_at = null
                        where id = any(:ids)""").param("ids", ids).param("priority", priority).update();
    }

    private void demand(Long[] ids, long jobId) {
        jdbc.sql("""
                        insert into demand (evaluation_id, job_id)
                        select id, :job from unnest(cast(:ids as bigint[])) id on conflict do nothing""").param("ids", ids).param("job", jobId).update();
    }

    private record Row(
            long id,
            String fingerprint,
            EvaluationState state,
            @Nullable Double fitness) {

        RequestedEvaluation requested(boolean reused) {
            EvaluationState now =
                    state == EvaluationState.SUCCEEDED || state.isOpen() ? state : EvaluationState.PENDING;
            return new RequestedEvaluation(id, fingerprint, now, fitness, reused);
        }
    }
}
