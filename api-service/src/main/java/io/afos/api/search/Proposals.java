package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.search.candidate.Candidate;
import io.afos.api.search.candidate.CandidateFunction;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.Comparisons;
import io.afos.api.search.candidate.StoredHistory;
import io.afos.api.search.candidate.StoredHistory.Asked;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a strategy's proposals into candidates and requests the evaluations they need. */
@Component
class Proposals {

    private final Candidates candidates;
    private final Comparisons comparisons;
    private final EvaluationRequests evaluations;

    Proposals(Candidates candidates, Comparisons comparisons, EvaluationRequests evaluations) {
        this.candidates = candidates;
        this.comparisons = comparisons;
        this.evaluations = evaluations;
    }

    /**
     * Adds the candidates. The caller must hold the lock on the search's row.
     *
     * @return the number of new candidates that wait for their score
     */
    int add(Search search, StoredHistory history, List<Proposal> proposals) {
        List<CandidateFunction> functions =
                proposals.stream().map(search::functionOf).toList();
        List<Integer> epochs = proposals.stream().map(search::epochsOf).toList();
        Map<Asked, RequestedEvaluation> requested = request(search, functions, epochs);
        Set<Asked> here = new HashSet<>(history.asked(
                functions.stream().map(CandidateFunction::fingerprint).toList()));
        var added = new ArrayList<Candidate>(proposals.size());
        for (int i = 0; i < proposals.size(); i++) {
            var asked = new Asked(functions.get(i).fingerprint(), epochs.get(i));
            added.add(candidate(
                    history.nextOrdinal() + i,
                    proposals.get(i),
                    functions.get(i),
                    epochs.get(i),
                    !here.add(asked),
                    requested.get(asked)));
        }
        candidates.add(search.id(), added);
        return (int) added.stream()
                .filter(candidate -> candidate.state() == CandidateState.OPEN)
                .count();
    }

    /** The evaluations of the usable candidates, by function and epochs. */
    private Map<Asked, RequestedEvaluation> request(
            Search search, List<CandidateFunction> functions, List<Integer> epochs) {
        var requested = new HashMap<Asked, RequestedEvaluation>();
        for (int length : new TreeSet<>(epochs)) {
            List<RequestedActivation> activations = IntStream.range(0, functions.size())
                    .filter(i -> epochs.get(i) == length && functions.get(i).usable())
                    .mapToObj(i -> functions.get(i).requested())
                    .toList();
            request(search, search.recipeHash(length), activations)
                    .forEach((fingerprint, evaluation) -> requested.put(new Asked(fingerprint, length), evaluation));
        }
        return requested;
    }

    /** The named activations with which the search is compared. */
    void addBaselines(Search search) {
        var functions = new LinkedHashMap<String, CandidateFunction>();
        for (String name : search.specification().baselines()) {
            NamedActivation baseline = NamedActivations.find(name).orElseThrow();
            functions.put(name, CandidateFunction.of(baseline.expression()));
        }
        Map<String, RequestedEvaluation> requested = request(
                search,
                search.recipeHash(),
                functions.values().stream().map(CandidateFunction::requested).toList());
        functions.forEach((name, function) -> comparisons.addBaseline(
                search.id(),
                name,
                function.formula(),
                requested.get(function.fingerprint()).id()));
    }

    /** Requests failed and cancelled evaluations again, except those cancelled because the search ended. */
    void retry(Search search) {
        List<CandidateState> states = search.endedBy() == null
                ? List.of(CandidateState.FAILED, CandidateState.CANCELLED)
                : List.of(CandidateState.FAILED);
        candidates.unfinished(search.id(), states).stream()
                .collect(Collectors.groupingBy(
                        Candidates.Unfinished::training,
                        TreeMap::new,
                        Collectors.mapping(Candidates.Unfinished::requested, Collectors.toList())))
                .forEach((training, activations) -> candidates.own(
                        search.id(),
                        evaluations
                                .request(
                                        search.id(),
                                        search.priority(),
                                        training.recipeHash(),
                                        training.seed(),
                                        activations)
                                .values()));
        candidates.reopen(search.id(), states);
    }

    private Map<String, RequestedEvaluation> request(
            Search search, String recipeHash, List<RequestedActivation> activations) {
        return evaluations.request(
                search.id(),
                search.priority(),
                recipeHash,
                search.specification().trainingSeed(),
                activations);
    }

    /** @param evaluation {@code null} if the function is not trained */
    private static Candidate candidate(
            int ordinal,
            Proposal proposal,
            CandidateFunction function,
            int epochs,
            boolean repeated,
            @Nullable RequestedEvaluation evaluation) {
        boolean scored = evaluation == null || evaluation.state() == EvaluationState.SUCCEEDED;
        return new Candidate(
                ordinal,
                proposal.generation(),
                proposal.chromosome().code(),
                function.formula(),
                function.fingerprint(),
                proposal.operator(),
                proposal.parents(),
                epochs,
                repeated,
                evaluation == null ? null : evaluation.id(),
                evaluation != null && (evaluation.reused() || repeated),
                evaluation == null ? function.usability().name() : null,
                scored ? CandidateState.SCORED : CandidateState.OPEN,
                evaluation == null ? Double.valueOf(0) : evaluation.fitness());
    }
}
