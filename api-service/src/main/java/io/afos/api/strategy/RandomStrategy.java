package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.breeding.Breeding;
import io.afos.api.strategy.breeding.RandomNumbers;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import static java.util.Objects.requireNonNullElse;

/** Random search: candidates are drawn like the first generation of {@link AfosStrategy}. */
@JsonTypeName("random")
@Schema(name = "RandomStrategy", title = "Random search", description = "Candidates drawn at random")
public record RandomStrategy(
        @Schema(description = "Total number of candidates", defaultValue = "1500") @Min(1) @Max(100_000)
        Integer candidates)
        implements Strategy {

    public RandomStrategy {
        candidates = requireNonNullElse(candidates, 1_500);
    }

    @Override
    public int maxStart() {
        return candidates;
    }

    @Override
    public int maxOpen() {
        return IndependentProposer.CONCURRENCY;
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        return candidates;
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        var random = new RandomNumbers(seed);
        var breeding = new Breeding(problem);
        return new IndependentProposer(candidates, ordinal -> breeding.founder(ordinal, 0, random.after(ordinal)));
    }
}
