package io.afos.api.strategy;

import io.afos.model.space.Chromosome;
import io.afos.model.space.Crossover;
import io.afos.model.space.Mutation;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How single candidates come about: drawn at random, or made from members by the operators of the AFOS paper. */
record Breeding(SearchSpace space) {

    Proposal stranger(int generation, RandomGenerator numbers) {
        return new Proposal(generation, space.random(numbers), Operator.RANDOM, List.of());
    }

    /**
     * A mutant of one member, or the first child of two.
     *
     * @param parents picks a member; asked for the first one, then for the second one if there is to be one
     * @param isMutant decides, once the first parent is picked
     */
    Proposal child(int generation, Supplier<Member> parents, BooleanSupplier isMutant, RandomGenerator numbers) {
        Member first = parents.get();
        if (isMutant.getAsBoolean()) {
            Chromosome mutant = Mutation.mutate(first.chromosome(), space, numbers);
            return new Proposal(generation, mutant, Operator.MUTATION, List.of(first.ordinal()));
        }
        Member second = parents.get();
        Chromosome child = Crossover.cross(first.chromosome(), second.chromosome(), numbers)
                .first();
        return new Proposal(generation, child, Operator.CROSSOVER, List.of(first.ordinal(), second.ordinal()));
    }
}
