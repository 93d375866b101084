package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.search.candidate.CandidateStore;
import io.afos.model.recipe.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Trains the best functions of ended searches, and their baselines, with further seeds. */
@Component
class Replications {

    private final JdbcClient jdbc;
    private final CandidateStore candidates;
    private final EvaluationRequests evaluations;

    Replications(JdbcClient jdbc, CandidateStore candidates, EvaluationRequests evaluations) {
        this.jdbc = jdbc;
        this.candidates = candidates;
        this.evaluations = evaluations;
    }

    /**
     * Asks for the trainings, once. The caller holds the lock on the search's row; no candidate of the search is open.
     *
     * @return whether all of them are over
     */
    boolean complete(Search search) {
        Replication replication = search.specification().replication();
        if (replication == null) {
            return true;
        }
        if (!isBegun(search.id())) {
            begin(search, replication);
        }
        return countOpen(search.id()) == 0;
    }

    private boolean isBegun(long searchId) {
        return jdbc.sql("select exists (select from replication where search_id = :search)")
                .param("search", searchId)
                .query(Boolean.class)
                .single();
    }

    private int countOpen(long searchId) {
        return jdbc.sql("""
                        select count(*) from replication r join evaluation e on e.id = r.evaluation_id
                        where r.search_id = :search and e.state in ('PENDING', 'QUEUED', 'RUNNING')""").param("search", searchId).query(Integer.class).single();
    }

    private void begin(Search search, Replication replication) {
        List<Entrant> finalists = finalists(search, replication.candidates());
        if (finalists.isEmpty()) {
            return;
        }
        var entrants = new ArrayList<>(finalists);
        baselines(search.id()).stream()
                .filter(baseline ->
                        finalists.stream().noneMatch(finalist -> finalist.fingerprint.equals(baseline.fingerprint)))
                .forEach(entrants::add);
        List<RequestedActivation> activations = entrants.stream()
                .map(entrant -> new RequestedActivation(entrant.fingerprint, entrant.formula))
                .toList();
        for (int i = 1; i <= replication.seeds(); i++) {
            long seed = Seeds.after(search.specification().trainingSeed(), i);
            Map<String, RequestedEvaluation> requested =
                    evaluations.request(search.id(), search.priority(), search.recipeHash(), seed, activations);
            for (Entrant entrant : entrants) {
                candidates.addReplication(
                        search.id(),
                        entrant.fingerprint,
                        seed,
                        entrant.ordinal,
                        requested.get(entrant.fingerprint).id());
            }
        }
    }

    private List<Entrant> finalists(Search search, int count) {
        return jdbc.sql("""
                        select ordinal, fingerprint, formula from candidate
                        where search_id = :search and epochs = :epochs and fitness > 0 and not repeated
                        order by fitness desc nulls last, ordinal limit :count""")
                .param("search", search.id())
                .param("epochs", search.specification().recipe().epochs())
                .param("count", count)
                .query(Entrant.class)
                .list();
    }

    private List<Entrant> baselines(long searchId) {
        return jdbc.sql("""
                        select distinct cast(null as integer) as ordinal, e.fingerprint, a.formula
                        from baseline b join evaluation e on e.id = b.evaluation_id
                        join activation a on a.fingerprint = e.fingerprint
                        where b.search_id = :search order by e.fingerprint""").param("search", searchId).query(Entrant.class).list();
    }

    private record Entrant(@Nullable Integer ordinal, String fingerprint, String formula) {}
}
