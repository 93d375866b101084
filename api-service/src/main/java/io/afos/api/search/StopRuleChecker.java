package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.search.candidate.CandidateFunction;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.StoredHistory.Asked;
import io.afos.api.strategy.history.Proposal;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

/** Applies the {@link StopRules} of searches. */
@Component
class StopRuleChecker {

    private final Candidates candidates;
    private final EvaluationRequests evaluations;
    private final Clock clock;

    StopRuleChecker(Candidates candidates, EvaluationRequests evaluations, Clock clock) {
        this.candidates = candidates;
        this.evaluations = evaluations;
        this.clock = clock;
    }

    /** The reason why the search must end at once, if any. */
    Optional<EndReason> reached(Search search) {
        return search.specification().stopRules().reached(new StoredProgress(search));
    }

    private final class StoredProgress implements StopRules.Progress {

        private final Search search;
        private final Supplier<Optional<Candidates.Best>> best;

        StoredProgress(Search search) {
            this.search = search;
            this.best = SingletonSupplier.of(() -> candidates.best(search.id()));
        }

        @Override
        public long seconds() {
            return search.elapsed(clock.instant()).toSeconds();
        }

        @Override
        public double bestFitness() {
            return best.get().map(Candidates.Best::fitness).orElse(0.0);
        }

        @Override
        public int trainingsSinceBest(int limit) {
            return best.get()
                    .map(known -> candidates.trainingsAfter(search.id(), known.ordinal(), limit))
                    .orElse(0);
        }
    }

    /**
     * The leading proposals whose evaluations the search may request.
     *
     * @param end the rule that forbids the next proposal; {@code null} if all are allowed
     */
    record Affordable(List<Proposal> proposals, @Nullable EndReason end) {}

    Affordable affordable(Search search, List<Proposal> proposals) {
        StopRules rules = search.specification().stopRules();
        if (!rules.limitsTrainings()) {
            return new Affordable(proposals, null);
        }
        Candidates.Spent spent = candidates.spent(search.id());
        long trainings = spent.trainings();
        long epochs = spent.epochs();
        List<CandidateFunction> functions =
                proposals.stream().map(search::functionOf).toList();
        Set<Asked> asked = trained(search, proposals, functions);
        for (int i = 0; i < proposals.size(); i++) {
            int length = search.epochsOf(proposals.get(i));
            if (functions.get(i).usable()
                    && asked.add(new Asked(functions.get(i).fingerprint(), length))) {
                trainings++;
                epochs += length;
                Optional<EndReason> forbidden = rules.forbidden(trainings, epochs);
                if (forbidden.isPresent()) {
                    return new Affordable(proposals.subList(0, i), forbidden.get());
                }
            }
        }
        return new Affordable(proposals, null);
    }

    /** Trainings that are done, or are done for another request. */
    private Set<Asked> trained(Search search, List<Proposal> proposals, List<CandidateFunction> functions) {
        Map<Integer, Set<String>> byLength = IntStream.range(0, proposals.size())
                .boxed()
                .collect(groupingBy(
                        i -> search.epochsOf(proposals.get(i)),
                        mapping(i -> functions.get(i).fingerprint(), toSet())));
        return byLength.entrySet().stream()
                .flatMap(entry -> evaluations
                        .trained(
                                search.recipeHash(entry.getKey()),
                                search.specification().trainingSeed(),
                                entry.getValue())
                        .stream()
                        .map(fingerprint -> new Asked(fingerprint, entry.getKey())))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
