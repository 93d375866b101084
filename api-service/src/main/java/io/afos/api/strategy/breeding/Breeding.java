package io.afos.api.strategy.breeding;

import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Crossover;
import io.afos.model.space.Mutation;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How single candidates come about: given, drawn at random, or made from members by the operators of the AFOS paper. */
public record Breeding(Problem problem) {

    /** The candidate with this ordinal if it has no parents: of those to start from while there are any, else a random one. */
    public Proposal founder(int ordinal, int generation, RandomGenerator numbers) {
        List<Chromosome> start = problem.start();
        return ordinal < start.size()
                ? new Proposal(generation, start.get(ordinal), Operator.START, List.of())
                : stranger(generation, numbers);
    }

    public Proposal stranger(int generation, RandomGenerator numbers) {
        return new Proposal(generation, problem.space().random(numbers), Operator.RANDOM, List.of());
    }

    /**
     * A mutant of one member, or the first child of two.
     *
     * @param parents picks a member; asked for the first one, then for the second one if there is to be one
     * @param isMutant decides, once the first parent is picked
     */
    public Proposal child(int generation, Supplier<Member> parents, BooleanSupplier isMutant, RandomGenerator numbers) {
        Member first = parents.get();
        if (isMutant.getAsBoolean()) {
            Chromosome mutant = Mutation.mutate(first.chromosome(), problem.space(), numbers);
            return new Proposal(generation, mutant, Operator.MUTATION, List.of(first.ordinal()));
        }
        Member second = parents.get();
        Chromosome child = Crossover.cross(first.chromosome(), second.chromosome(), numbers)
                .first();
        return new Proposal(generation, child, Operator.CROSSOVER, List.of(first.ordinal(), second.ordinal()));
    }
}
