package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.RequestedActivation;
import io.afos.api.evaluation.RequestedEvaluation;
import io.afos.api.strategy.Proposal;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Turns what a strategy proposes into candidates, and asks for the evaluations they need. */
@Component
class Proposals {

    private final CandidateStore candidates;
    private final EvaluationRequests evaluations;

    Proposals(CandidateStore candidates, EvaluationRequests evaluations) {
        this.candidates = candidates;
        this.evaluations = evaluations;
    }

    /**
     * The caller holds the lock on the search's row.
     *
     * @return how many of the new candidates wait for their score
     */
    int add(Search search, int firstOrdinal, List<Proposal> proposals) {
        List<Function> functions = proposals.stream().map(Function::of).toList();
        Map<String, RequestedEvaluation> requested = request(
                search,
                functions.stream()
                        .filter(Function::usable)
                        .map(Function::requested)
                        .toList());
        Set<String> trainedHere = new HashSet<>();
        var added = new ArrayList<Candidate>(proposals.size());
        for (int i = 0; i < proposals.size(); i++) {
            Function function = functions.get(i);
            RequestedEvaluation evaluation = requested.get(function.fingerprint);
            boolean first = trainedHere.add(function.fingerprint);
            added.add(
                    evaluation == null
                            ? rejected(firstOrdinal + i, proposals.get(i), function)
                            : requested(firstOrdinal + i, proposals.get(i), function, evaluation, first));
        }
        candidates.add(search.id(), added);
        return (int) added.stream()
                .filter(candidate -> candidate.state() == CandidateState.OPEN)
                .count();
    }

    /** The named activations that the search is compared with. */
    void addBaselines(Search search) {
        var functions = new LinkedHashMap<String, Function>();
        for (String name : search.specification().baselines()) {
            NamedActivation baseline = NamedActivations.find(name).orElseThrow();
            functions.put(name, Function.of(baseline.expression()));
        }
        Map<String, RequestedEvaluation> requested = request(
                search, functions.values().stream().map(Function::requested).toList());
        functions.forEach((name, function) -> candidates.addBaseline(
                search.id(),
                name,
                function.formula,
                requested.get(function.fingerprint).id()));
    }

    /** Asks again for what failed or was cancelled. */
    void retry(Search search) {
        request(
                search,
                candidates.unfinished(search.id()).stream()
                        .map(open -> new RequestedActivation(open.fingerprint(), open.formula()))
                        .toList());
        candidates.reopen(search.id());
    }

    private Map<String, RequestedEvaluation> request(Search search, List<RequestedActivation> activations) {
        return evaluations.request(
                search.id(),
                search.priority(),
                search.recipeHash(),
                search.specification().trainingSeed(),
                activations);
    }

    private static Candidate rejected(int ordinal, Proposal proposal, Function function) {
        return new Candidate(
                ordinal,
                proposal.generation(),
                proposal.chromosome().code(),
                function.formula,
                function.fingerprint,
                proposal.operator(),
                proposal.parents(),
                null,
                false,
                function.usability.name(),
                CandidateState.SCORED,
                0.0);
    }

    private static Candidate requested(
            int ordinal, Proposal proposal, Function function, RequestedEvaluation evaluation, boolean first) {
        boolean scored = evaluation.state() == EvaluationState.SUCCEEDED;
        return new Candidate(
                ordinal,
                proposal.generation(),
                proposal.chromosome().code(),
                function.formula,
                function.fingerprint,
                proposal.operator(),
                proposal.parents(),
                evaluation.id(),
                evaluation.reused() || !first,
                null,
                scored ? CandidateState.SCORED : CandidateState.OPEN,
                scored ? evaluation.fitness() : null);
    }

    private record Function(String formula, String fingerprint, Usability usability) {

        static Function of(Proposal proposal) {
            return of(proposal.chromosome().expression());
        }

        static Function of(Expression expression) {
            return new Function(
                    InfixPrinter.print(expression), Fingerprint.of(expression).value(), Usability.of(expression));
        }

        RequestedActivation requested() {
            return new RequestedActivation(fingerprint, formula);
        }

        boolean usable() {
            return usability == Usability.USABLE;
        }
    }
}
