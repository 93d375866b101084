package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.model.space.SearchSpace;

/** A strategy with its parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StrategySettings.Afos.class, name = "afos"),
    @JsonSubTypes.Type(value = StrategySettings.Random.class, name = "random")
})
public sealed interface StrategySettings {

    /** The name of the strategy in requests. */
    String name();

    /** The number of candidates that a search proposes unless it is stopped early. */
    int plannedProposals();

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
        public int plannedProposals() {
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
        public int plannedProposals() {
            return candidates;
        }

        @Override
        public SearchStrategy on(SearchSpace space, long seed) {
            return new RandomStrategy(this, space, seed);
        }
    }
}
