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
        description =
                "Regularized evolution (Real et al. 2019), one new function for each that is scored. No function twice; ends"
                        + " early when hardly any new one can be found")
public record EvolutionStrategy(
        @Schema(description = "Candidates in all", defaultValue = "1000") @Min(1) @Max(100_000)
        Integer candidates,

        @Schema(
                description =
                        "The first ones, as many as this, are random; later on the latest ones are the possible parents. By"
                                + " default a fifth of the candidates if those are few",
                defaultValue = "100")
        @Min(2)
        @Max(1_000)
        Integer population,

        @Schema(
                description =
                        "Members of the population drawn for each parent, which is the best of them. By default a quarter of"
                                + " the population",
                defaultValue = "25")
        @Min(1)
        @Max(1_000)
        Integer sample,

        @Schema(description = "Share of children with two parents; the others are mutants", defaultValue = "0.2")
        @DecimalMin("0")
        @DecimalMax("1")
        Double crossoverProbability,

        @Schema(
                description =
                        "Candidates that wait for training or are trained at once; no fewer than workers keep all of them"
                                + " busy",
                defaultValue = "16")
        @Min(1)
        @Max(1_000)
        Integer concurrency)
        implements Strategy {

    /** Members that a dry run can afford to compare to choose the parents of the children of all proposals. */
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
