package io.afos.api.strategy;

import io.afos.api.strategy.breeding.Breeding;
import io.afos.api.strategy.breeding.CandidateProperties;
import io.afos.api.strategy.breeding.Novelty;
import io.afos.api.strategy.breeding.RandomNumbers;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Regularized evolution (Real, Aggarwal, Huang and Le, "Regularized Evolution for Image Classifier Architecture
 * Search", AAAI 2019, arXiv 1802.01548): parents are the best of samples of the latest members, so that every member
 * eventually dies of age. The algorithm is steady-state: each scored candidate is followed by a new proposal, so no
 * worker waits for the end of a generation.
 *
 * <p>In addition to the paper's mutation it uses the AFOS crossover, and it never proposes a function twice. The age of
 * a member counts from its proposal.
 */
final class EvolutionProposer implements Proposer {

    private final EvolutionStrategy parameters;
    private final Breeding breeding;
    private final CandidateProperties properties;
    private final RandomNumbers random;

    EvolutionProposer(EvolutionStrategy parameters, Problem problem, long seed) {
        this.parameters = parameters;
        this.breeding = new Breeding(problem);
        this.properties = new CandidateProperties(problem);
        this.random = new RandomNumbers(seed);
    }

    @Override
    public Decision next(History history) {
        int first = history.proposals();
        int room = history.room(parameters.candidates(), parameters.concurrency());
        List<Member> population = room > 0 && first + room > parameters.population()
                ? history.latest(parameters.population())
                : List.of();
        var novelty = new Novelty(properties, history);
        List<Proposal> proposals = IntStream.range(first, first + room)
                .mapToObj(ordinal -> proposal(ordinal, population, novelty))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
        return proposals.isEmpty() ? Decision.none(history) : new Decision.Propose(proposals);
    }

    /**
     * A new function: a start candidate if any is left, then a child while children are still new, otherwise a random
     * one; empty if the space seems exhausted.
     */
    private Optional<Proposal> proposal(int ordinal, List<Member> population, Novelty novelty) {
        RandomGenerator numbers = random.after(ordinal);
        int generation = ordinal / parameters.population();
        int founders =
                Math.max(parameters.population(), breeding.problem().start().size());
        Optional<Proposal> child = ordinal < founders || population.isEmpty()
                ? Optional.empty()
                : novelty.first(() -> child(generation, population, numbers));
        return child.or(() -> novelty.first(() -> breeding.founder(ordinal, generation, numbers)));
    }

    private Proposal child(int generation, List<Member> population, RandomGenerator numbers) {
        return breeding.child(
                generation,
                () -> bestOfSample(population, numbers),
                () -> numbers.nextDouble() >= parameters.crossoverProbability(),
                numbers);
    }

    private Member bestOfSample(List<Member> population, RandomGenerator numbers) {
        List<Member> sample = Stream.generate(() -> population.get(numbers.nextInt(population.size())))
                .limit(parameters.sample())
                .toList();
        return Collections.min(sample, Member.BEST_FIRST);
    }
}
