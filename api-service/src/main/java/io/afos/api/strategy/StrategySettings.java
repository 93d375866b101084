package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.api.strategy.breeding.Breeding;
import io.afos.api.strategy.breeding.RandomNumbers;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.SearchStrategy;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;

/** A strategy with its parameters. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StrategySettings.Afos.class, name = "afos"),
    @JsonSubTypes.Type(value = StrategySettings.Random.class, name = "random"),
    @JsonSubTypes.Type(value = StrategySettings.Exhaustive.class, name = "exhaustive"),
    @JsonSubTypes.Type(value = StrategySettings.Evolution.class, name = "evolution"),
    @JsonSubTypes.Type(value = StrategySettings.Surrogate.class, name = "surrogate"),
    @JsonSubTypes.Type(value = StrategySettings.Asha.class, name = "asha")
})
public sealed interface StrategySettings {

    /** The name of the strategy in requests. */
    String name();

    /** The number of candidates that a search of this space proposes unless it is stopped early. */
    int plannedProposals(SearchSpace space);

    /** The most candidates that such a search can have; above {@link #plannedProposals} if it promotes more than it may expect to. */
    default int mostProposals(SearchSpace space) {
        return plannedProposals(space);
    }

    /** @param problem with no more candidates to start from than {@link #maxStart} */
    SearchStrategy on(Problem problem, long seed);

    /** The most candidates that a search can start from. */
    int maxStart();

    /** The most candidates that wait for their training or are trained at the same time, promotions left out. */
    int concurrency();

    /** The strategy that chooses the candidates: itself, unless it is around another one. */
    default StrategySettings chooser() {
        return this;
    }

    /** The epochs after which it ends trainings early, ascending; none if it trains every candidate to the end. */
    default List<Integer> rungs() {
        return List.of();
    }

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
        public int maxStart() {
            return population;
        }

        @Override
        public int concurrency() {
            return population;
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return population * generations;
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            return new AfosStrategy(this, problem, seed);
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
        public int maxStart() {
            return candidates;
        }

        @Override
        public int concurrency() {
            return IndependentStrategy.MAX_OPEN;
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return candidates;
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            var random = new RandomNumbers(seed);
            var breeding = new Breeding(problem);
            return new IndependentStrategy(candidates, ordinal -> breeding.founder(ordinal, 0, random.after(ordinal)));
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
        public int maxStart() {
            return 0;
        }

        @Override
        public int concurrency() {
            return IndependentStrategy.MAX_OPEN;
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return Math.toIntExact(space.size());
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            SearchSpace space = problem.space();
            return new IndependentStrategy(
                    plannedProposals(space),
                    ordinal -> new Proposal(0, space.at(ordinal), Operator.ENUMERATION, List.of()));
        }
    }

    /**
     * Regularized evolution.
     *
     * @param candidates candidates in all
     * @param population the first so many are random; later on the latest so many with a score are the possible parents
     * @param sample members of the population of which the best becomes a parent
     * @param crossoverProbability probability with which a child has two parents; the others are mutants
     * @param concurrency candidates that wait for their training or are trained at the same time
     */
    record Evolution(int candidates, int population, int sample, double crossoverProbability, int concurrency)
            implements StrategySettings {

        @Override
        public String name() {
            return "evolution";
        }

        @Override
        public int maxStart() {
            return candidates;
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return candidates;
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            return new EvolutionStrategy(this, problem, seed);
        }
    }

    /**
     * Search by a model of fitness.
     *
     * @param candidates candidates in all
     * @param initial so many, after those to start from, are chosen without the model
     * @param batch candidates that are chosen by the same model
     * @param concurrency candidates that wait for their training or are trained at the same time, at least {@code batch}
     */
    record Surrogate(int candidates, int initial, int batch, int concurrency) implements StrategySettings {

        @Override
        public String name() {
            return "surrogate";
        }

        @Override
        public int maxStart() {
            return candidates;
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            return candidates;
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            return new SurrogateStrategy(this, problem, seed);
        }
    }

    /**
     * Asynchronous successive halving over epochs.
     *
     * @param reduction of so many functions on a rung one is promoted
     * @param rungs epochs after which trainings end early, ascending, at least one; above them is the full training
     * @param base the strategy that chooses the candidates, not another {@code Asha}
     */
    record Asha(int reduction, List<Integer> rungs, StrategySettings base) implements StrategySettings {

        public Asha {
            rungs = List.copyOf(rungs);
        }

        /** The epochs {@code min}, {@code min * reduction}, and so on, below {@code full}. */
        public static List<Integer> rungs(int min, int reduction, int full) {
            return IntStream.iterate(min, epochs -> epochs < full, epochs -> epochs * reduction)
                    .boxed()
                    .toList();
        }

        @Override
        public String name() {
            return "asha";
        }

        @Override
        public StrategySettings chooser() {
            return base;
        }

        @Override
        public int maxStart() {
            return base.maxStart();
        }

        @Override
        public int concurrency() {
            return base.concurrency();
        }

        @Override
        public int plannedProposals(SearchSpace space) {
            int planned = 0;
            int rung = base.plannedProposals(space);
            for (int i = 0; i <= rungs.size(); i++) {
                planned += rung;
                rung /= reduction;
            }
            return planned;
        }

        /** None is promoted from the same rung twice. */
        @Override
        public int mostProposals(SearchSpace space) {
            return Math.multiplyExact(base.mostProposals(space), rungs.size() + 1);
        }

        @Override
        public SearchStrategy on(Problem problem, long seed) {
            return new AshaStrategy(this, base.on(problem, seed));
        }
    }
}
