package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.Comparisons;
import io.afos.model.recipe.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Trains the best functions of ended searches and their baselines with further seeds. */
@Component
class Replications {

    private final Candidates candidates;
    private final Comparisons comparisons;
    private final EvaluationRequests evaluations;

    Replications(Candidates candidates, Comparisons comparisons, EvaluationRequests evaluations) {
        this.candidates = candidates;
        this.comparisons = comparisons;
        this.evaluations = evaluations;
    }

    /**
     * Requests the trainings, once. The caller must hold the lock on the search's row, and no candidate may be open.
     *
     * @return whether all these trainings have ended
     */
    boolean complete(Search search) {
        Replication replication = search.specification().replication();
        if (replication == null) {
            return true;
        }
        if (!comparisons.isReplicated(search.id())) {
            begin(search, replication);
        }
        return !comparisons.hasOpenReplications(search.id());
    }

    private void begin(Search search, Replication replication) {
        List<Candidates.Best> finalists = candidates.best(List.of(search.id()), replication.candidates());
        if (finalists.isEmpty()) {
            return;
        }
        var ordinals = new LinkedHashMap<String, @Nullable Integer>();
        var activations = new ArrayList<RequestedActivation>();
        for (Candidates.Best finalist : finalists) {
            ordinals.put(finalist.fingerprint(), finalist.ordinal());
            activations.add(new RequestedActivation(finalist.fingerprint(), finalist.formula()));
        }
        for (Comparisons.Baseline baseline : comparisons.baselines(search.id())) {
            if (!ordinals.containsKey(baseline.fingerprint())) {
                ordinals.put(baseline.fingerprint(), null);
                activations.add(new RequestedActivation(baseline.fingerprint(), baseline.formula()));
            }
        }
        evaluations.supersede(
                search.recipeHash(), search.specification().trainingSeed(), List.copyOf(ordinals.keySet()));
        for (int i = 1; i <= replication.seeds(); i++) {
            long seed = Seeds.after(search.specification().trainingSeed(), i);
            Map<String, RequestedEvaluation> requested =
                    evaluations.request(search.id(), search.priority(), search.recipeHash(), seed, activations);
            ordinals.forEach((fingerprint, ordinal) -> comparisons.addReplication(
                    search.id(),
                    fingerprint,
                    seed,
                    ordinal,
                    requested.get(fingerprint).id()));
        }
    }
}
