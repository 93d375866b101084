package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Optional;

import static java.util.Objects.requireNonNullElse;

/** Search with a model of fitness. */
@JsonTypeName("surrogate")
@Schema(
        name = "SurrogateStrategy",
        title = "Gaussian process as surrogate",
        description = "A model of fitness, learnt from earlier candidates, selects among many new functions. Never"
                + " proposes a function twice; ends early when new functions become hard to find")
public record SurrogateStrategy(
        @Schema(description = "Total number of candidates", defaultValue = "500") @Min(1) @Max(100_000)
        Integer candidates,

        @Schema(
                description =
                        "Number of candidates, after the start functions, that are selected without the model: those"
                                + " of random functions through which untrained networks propagate gradients best",
                defaultValue = "4")
        @Min(2)
        @Max(1_000)
        Integer initial,

        @Schema(
                description =
                        "Number of candidates selected at once by the same model; by default at most the concurrency",
                defaultValue = "4")
        @Min(1)
        @Max(64)
        Integer batch,

        @Schema(
                description =
                        "Number of candidates waiting for or in training at the same time, at least batch. Raised to"
                                + " batch by default; to keep all workers busy, use at least workers + batch",
                defaultValue = "16")
        @Min(1)
        @Max(1_000)
        Integer concurrency)
        implements Strategy {

    public SurrogateStrategy {
        candidates = requireNonNullElse(candidates, 500);
        initial = requireNonNullElse(initial, 4);
        batch = requireNonNullElse(batch, Math.max(1, Math.min(4, requireNonNullElse(concurrency, 16))));
        concurrency = requireNonNullElse(concurrency, Math.max(16, Math.min(64, batch)));
    }

    @Override
    public Optional<Objection> contradiction(int epochs) {
        return Objection.unless(
                batch <= concurrency,
                "batch",
                String.format(Locale.ROOT, "must be at most the concurrency of %d", concurrency));
    }

    @Override
    public int maxStart() {
        return candidates;
    }

    @Override
    public int maxOpen() {
        return concurrency;
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        return candidates;
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        return new SurrogateProposer(this, problem, seed);
    }

    /** With made-up fitness the model learns nothing, so its selection equals random new functions. */
    @Override
    public Proposer onDryRun(Problem problem, long seed) {
        int first = problem.start().size() + initial;
        Proposer itself = on(problem, seed);
        Proposer newFunctions = new EvolutionStrategy(candidates, candidates, 1, 0.0, concurrency).on(problem, seed);
        return history -> history.proposals() < first ? itself.next(history) : newFunctions.next(history);
    }
}
