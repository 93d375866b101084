package io.afos.api.evaluation;

import io.afos.model.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
    private final EvaluationRepository evaluations;
    private final Demand demand;
    private final JobDemand jobs;

    EvaluationRequests(
            JdbcClient jdbc,
            JsonMapper json,
            ApplicationEventPublisher events,
            EvaluationRepository evaluations,
            Demand demand,
            JobDemand jobs) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.evaluations = evaluations;
        this.demand = demand;
        this.jobs = jobs;
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
                .param("dataset", recipe.dataset())
                .param("architecture", recipe.network())
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
        List<EvaluationRepository.Wanted> found =
                new ArrayList<>(evaluations.create(jobId, priority, recipeHash, seed, formulas));
        Set<String> created =
                found.stream().map(EvaluationRepository.Wanted::fingerprint).collect(toSet());
        if (created.size() < formulas.size()) {
            Set<String> existing = new TreeSet<>(formulas.keySet());
            existing.removeAll(created);
            found.addAll(join(jobId, priority, recipeHash, seed, existing));
        }
        events.publishEvent(new EvaluationEvent.WorkArrived());
        return found.stream()
                .map(evaluation -> requested(evaluation, created.contains(evaluation.fingerprint())))
                .collect(toMap(RequestedEvaluation::fingerprint, Function.identity()));
    }

    /** Of these functions those whose evaluation has its result or is open, so that a request for it would train nothing new. */
    public Set<String> trained(String recipeHash, long seed, Collection<String> fingerprints) {
        return jdbc
                .sql("""
                        select fingerprint from evaluation
                        where fingerprint = any(:fingerprints) and recipe_hash = :recipe and seed = :seed
                          and state not in ('FAILED', 'CANCELLED')""")
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("recipe", recipeHash)
                .param("seed", seed)
                .query(String.class)
                .stream()
                .collect(toSet());
    }

    /**
     * Records that the results of these functions with this seed are superseded by those with further seeds, because
     * functions were selected by them. The leaderboard leaves them out as soon as a function has others.
     */
    public void supersede(String recipeHash, long seed, List<String> fingerprints) {
        evaluations.supersede(recipeHash, seed, fingerprints);
        events.publishEvent(new EvaluationEvent.Superseded(recipeHash, fingerprints));
    }

    /** A job, on whose row the caller holds the lock, needs these evaluations no longer. Those that nobody needs are cancelled. */
    public void withdraw(long jobId, Collection<Long> evaluationIds) {
        jobs.withdraw(jobId, evaluationIds.toArray(Long[]::new));
    }

    /** Waits for evaluations that exist, and opens those that failed or were cancelled. */
    private List<EvaluationRepository.Wanted> join(
            long jobId, int priority, String recipeHash, long seed, Set<String> fingerprints) {
        List<EvaluationRepository.Wanted> existing = evaluations.lock(fingerprints, recipeHash, seed);
        Long[] unfinished = existing.stream()
                .filter(evaluation -> evaluation.state() != EvaluationState.SUCCEEDED)
                .map(EvaluationRepository.Wanted::id)
                .toArray(Long[]::new);
        if (unfinished.length > 0) {
            demand.add(jobId, unfinished);
            evaluations.askFor(unfinished, priority);
        }
        return existing;
    }

    private static RequestedEvaluation requested(EvaluationRepository.Wanted evaluation, boolean created) {
        EvaluationState state = evaluation.state();
        boolean alive = state == EvaluationState.SUCCEEDED || state.isOpen();
        return new RequestedEvaluation(
                evaluation.id(),
                evaluation.fingerprint(),
                alive ? state : EvaluationState.PENDING,
                evaluation.fitness(),
                alive && !created);
    }
}
