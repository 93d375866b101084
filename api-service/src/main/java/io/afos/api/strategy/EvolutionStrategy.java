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

import static java.util.Objects.requireNonNullElse;

/** Regularized evolution. */
@JsonTypeName("evolution")
@Schema(
        name = "EvolutionStrategy",
        title = "Regularized evolution",
        description = "Regularized evolution (Real et al. 2019): each scored function is followed by a new one."
                + " Never proposes a function twice; ends early when new functions become hard to find")
public record EvolutionStrategy(
        @Schema(description = "Total number of candidates", defaultValue = "1000") @Min(1) @Max(100_000)
        Integer candidates,

        @Schema(
                description =
                        "Number of random candidates at the beginning; afterwards, number of latest candidates that"
                                + " can become parents. A fifth of the candidates by default if there are few candidates",
                defaultValue = "100")
        @Min(2)
        @Max(1_000)
        Integer population,

        @Schema(
                description =
                        "Number of members drawn from the population for each parent, which is the best of them. By"
                                + " default a quarter of the population",
                defaultValue = "25")
        @Min(1)
        @Max(1_000)
        Integer sample,

        @Schema(description = "Fraction of children with two parents; the others are mutants", defaultValue = "0.2")
        @DecimalMin("0")
        @DecimalMax("1")
        Double crossoverProbability,

        @Schema(
                description =
                        "Number of candidates waiting for or in training at the same time; to keep all workers busy,"
                                + " use at least the number of workers",
                defaultValue = "16")
        @Min(1)
        @Max(1_000)
        Integer concurrency)
        implements Strategy {

    /** The number of members that a dry run can afford to compare when it selects the parents of all children. */
    private static final int MAX_DRAWN = 1_000_000;

    public EvolutionStrategy {
        candidates = requireNonNullElse(candidates, 1_000);
        population = requireNonNullElse(population, Math.max(2, Math.min(100, candidates / 5)));
        sample = requireNonNullElse(sample, Math.max(1, Math.min(250, (int) Math.ceil(population / 4.0))));
        crossoverProbability = requireNonNullElse(crossoverProbability, 0.2);
        concurrency = requireNonNullElse(concurrency, 16);
    }

    @Override
    public int maxOpen() {
        return concurrency;
    }

    @Override
    public int maxStart() {
        return candidates;
    }

    @Override
    public int maxDryRun() {
        return Math.max(MAX_DRAWN / sample, population);
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        return candidates;
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        return new EvolutionProposer(this, problem, seed);
    }
}
