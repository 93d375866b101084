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

/** Creates single candidates: given ones, random ones, or children made with the operators of the AFOS paper. */
public record Breeding(Problem problem) {

    /** A candidate without parents: the start candidate with this ordinal if there is one, otherwise a random one. */
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
     * @param parents selects a member; called once, and a second time if the child has two parents
     * @param isMutant called after the first parent is selected
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
