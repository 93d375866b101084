package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Optional;

import static java.util.Objects.requireNonNullElse;

/** The generational genetic algorithm of the AFOS paper. */
@JsonTypeName("afos")
@Schema(
        name = "AfosStrategy",
        title = "AFOS genetic algorithm",
        description = "The generational genetic algorithm of the AFOS paper")
public record AfosStrategy(
        @Schema(description = "Number of members of a generation", defaultValue = "30") @Min(2) @Max(1_000)
        Integer population,

        @Schema(description = "Number of generations, including the first, random one", defaultValue = "50")
        @Min(1)
        @Max(1_000)
        Integer generations,

        @Schema(
                description =
                        "Number of best members that are carried over and become the parents of the next generation;"
                                + " smaller by default in a small population",
                defaultValue = "6")
        @Min(0)
        @Max(500)
        Integer elites,

        @Schema(description = "Probability that a pair of parents produces two children", defaultValue = "0.8")
        @DecimalMin("0")
        @DecimalMax("1")
        Double crossoverProbability,

        @Schema(description = "Probability that a generation gets a mutant", defaultValue = "1")
        @DecimalMin("0")
        @DecimalMax("1")
        Double mutationProbability)
        implements Strategy {

    public AfosStrategy {
        population = requireNonNullElse(population, 30);
        generations = requireNonNullElse(generations, 50);
        elites = requireNonNullElse(elites, Math.max(0, Math.min(6, mostElites(population))));
        crossoverProbability = requireNonNullElse(crossoverProbability, 0.8);
        mutationProbability = requireNonNullElse(mutationProbability, 1.0);
    }

    private static int mostElites(int population) {
        return (population - 1) / 2;
    }

    @Override
    public Optional<Objection> contradiction(int epochs) {
        return Objection.unless(
                elites <= mostElites(population),
                "elites",
                String.format(
                        Locale.ROOT,
                        "must be at most %d: elites, their children and a mutant must fit into a population of %d",
                        mostElites(population),
                        population));
    }

    @Override
    public int maxStart() {
        return population;
    }

    @Override
    public int maxOpen() {
        return population;
    }

    /** The members of a generation that need no training leave workers idle. */
    @Override
    public double busyWorkers(double trainings) {
        return Math.max(1, trainings / generations);
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        return population * generations;
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        return new AfosProposer(this, problem, seed);
    }
}
