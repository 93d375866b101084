package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.model.space.SearchSpace;

/** A strategy with its parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StrategySettings.Afos.class, name = "afos"),
    @JsonSubTypes.Type(value = StrategySettings.Random.class, name = "random"),
    @JsonSubTypes.Type(value = StrategySettings.Exhaustive.class, name = "exhaustive")
})
public sealed interface StrategySettings {

    /** The name of the strategy in requests. */
    String name();

    /** The number of candidates that a search of this space proposes unless it is stopped early. */
    int plannedProposals(SearchSpace space);

    SearchStrategy on(SearchSpace space, long seed);

    /**
     * The generational genetic algorithm of the AFOS paper.
     *
     * @param population members of a generation
     * @param generations generations, the first random one included
     * @param elites best members that are carried over and are the parents of the next generation
     * @param crossoverProbability probability with which a pair of parents has its two children
     * @param mutationProbability probability with which a generation gets a mutant of one of the elites
     */
    record Afos(int population, int generations, int elites, double crossoverProbability, double mutationProbability)
            implements StrategySettings {

        @Override
        public String name() {
            return "afos";
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return population * generations;
        }

        @Override
        public SearchStrategy on(SearchSpace space, long seed) {
            return new AfosStrategy(this, space, seed);
        }
    }

    /**
     * Random search: candidates drawn as the first generation of {@link Afos} is.
     *
     * @param candidates candidates in all
     */
    record Random(int candidates) implements StrategySettings {

        @Override
        public String name() {
            return "random";
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return candidates;
        }

        @Override
        public SearchStrategy on(SearchSpace space, long seed) {
            var random = new RandomNumbers(seed);
            return new IndependentStrategy(candidates, ordinal -> space.random(random.after(ordinal)), Operator.RANDOM);
        }
    }

    /** Every function of the space once: its chromosomes in order, of which only the first of equal ones is trained. */
    record Exhaustive() implements StrategySettings {

        /** The chromosomes of the largest space that can be searched, enough for those of 3 and 5 genes. */
        public static final int MAX_CANDIDATES = 500_000;

        @Override
        public String name() {
            return "exhaustive";
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return Math.toIntExact(space.size());
        }

        @Override
        public SearchStrategy on(SearchSpace space, long seed) {
            return new IndependentStrategy(plannedProposals(space), space::at, Operator.ENUMERATION);
        }
    }
}
