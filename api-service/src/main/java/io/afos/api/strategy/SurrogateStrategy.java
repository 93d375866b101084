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

/** Search by a model of fitness. */
@JsonTypeName("surrogate")
@Schema(
        name = "SurrogateStrategy",
        title = "Gaussian process as surrogate",
        description =
                "A model of fitness, learnt from the candidates before, chooses among many new functions. No function twice;"
                        + " ends early when hardly any new one can be found")
public record SurrogateStrategy(
        @Schema(description = "Candidates in all", defaultValue = "500") @Min(1) @Max(100_000)
        Integer candidates,

        @Schema(
                description =
                        "The first ones, after those of start, are chosen without the model: of random functions those"
                                + " through which untrained networks pass gradients best",
                defaultValue = "4")
        @Min(2)
        @Max(1_000)
        Integer initial,

        @Schema(
                description = "Candidates chosen by the same model; by default no more than the concurrency",
                defaultValue = "4")
        @Min(1)
        @Max(64)
        Integer batch,

        @Schema(
                description =
                        "Candidates that wait for training or are trained at once, at least batch, which it is by default"
                                + " if that is more; with workers + batch, all of them are busy",
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
                String.format(Locale.ROOT, "must be at most %d, the concurrency", concurrency));
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

    /** From fitness without meaning the model learns nothing, so that what it chooses is a random new function. */
    @Override
    public Proposer onDryRun(Problem problem, long seed) {
        int first = problem.start().size() + initial;
        Proposer itself = on(problem, seed);
        Proposer newFunctions = new EvolutionStrategy(candidates, candidates, 1, 0.0, concurrency).on(problem, seed);
        return history -> history.proposals() < first ? itself.next(history) : newFunctions.next(history);
    }
}
