package io.afos.api.strategy;

import io.afos.api.strategy.breeding.Breeding;
import io.afos.api.strategy.breeding.RandomNumbers;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Crossover;
import io.afos.model.space.Mutation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The generational genetic algorithm of Rahman, He and Wang, "Activation function optimization scheme for image
 * classification", Knowledge-Based Systems 2024 (arXiv 2409.04915), with the defects of its published code corrected:
 * mutation takes place, crossover yields only valid trees, elites are not trained again, and every generation has
 * exactly {@code population} members.
 */
final class AfosProposer implements Proposer {

    private final AfosStrategy parameters;
    private final Breeding breeding;
    private final RandomNumbers random;

    AfosProposer(AfosStrategy parameters, Problem problem, long seed) {
        this.parameters = parameters;
        this.breeding = new Breeding(problem);
        this.random = new RandomNumbers(seed);
    }

    @Override
    public Decision next(History history) {
        if (history.open() > 0) {
            return new Decision.Wait();
        }
        int generation = history.proposals() / parameters.population();
        if (generation == parameters.generations()) {
            return new Decision.Finish();
        }
        RandomGenerator numbers = random.after(history.proposals());
        List<Member> best = generation == 0 ? List.of() : best(history.generation(generation - 1));
        var members = new ArrayList<Proposal>(parameters.population());
        carryOver(best, generation, members);
        crossPairs(best, generation, numbers, members);
        mutateOne(best, generation, numbers, members);
        fillUp(generation, numbers, members);
        return new Decision.Propose(members.subList(0, parameters.population()));
    }

    /** The fittest members, each function once. Ties are broken by the order of proposal. */
    private List<Member> best(List<Member> members) {
        var seen = new HashSet<String>();
        return members.stream()
                .sorted(Member.BEST_FIRST)
                .filter(member -> seen.add(member.fingerprint()))
                .limit(parameters.elites())
                .toList();
    }

    private static void carryOver(List<Member> best, int generation, List<Proposal> members) {
        best.forEach(elite ->
                members.add(new Proposal(generation, elite.chromosome(), Operator.ELITE, List.of(elite.ordinal()))));
    }

    /** The pairs (1, 2), (3, 4), ... by rank. */
    private void crossPairs(List<Member> best, int generation, RandomGenerator numbers, List<Proposal> members) {
        for (int i = 0; i + 1 < best.size(); i += 2) {
            if (numbers.nextDouble() < parameters.crossoverProbability()) {
                Member first = best.get(i);
                Member second = best.get(i + 1);
                var children = Crossover.cross(first.chromosome(), second.chromosome(), numbers);
                for (Chromosome child : List.of(children.first(), children.second())) {
                    members.add(new Proposal(
                            generation, child, Operator.CROSSOVER, List.of(first.ordinal(), second.ordinal())));
                }
            }
        }
    }

    private void mutateOne(List<Member> best, int generation, RandomGenerator numbers, List<Proposal> members) {
        if (!best.isEmpty() && numbers.nextDouble() < parameters.mutationProbability()) {
            Member parent = best.get(numbers.nextInt(best.size()));
            Chromosome mutant =
                    Mutation.mutate(parent.chromosome(), breeding.problem().space(), numbers);
            members.add(new Proposal(generation, mutant, Operator.MUTATION, List.of(parent.ordinal())));
        }
    }

    private void fillUp(int generation, RandomGenerator numbers, List<Proposal> members) {
        while (members.size() < parameters.population()) {
            int ordinal = generation * parameters.population() + members.size();
            members.add(breeding.founder(ordinal, generation, numbers));
        }
    }
}
