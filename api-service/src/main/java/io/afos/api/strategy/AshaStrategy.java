package io.afos.api.strategy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.SearchSpace;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

/**
 * Asynchronous successive halving over epochs. A request gives the epochs of the first training. A search stores and
 * shows the rungs, which follow from them and the recipe, and the inner strategy as {@code base}.
 */
@JsonTypeName("asha")
@Schema(
        name = "AshaStrategy",
        title = "Successive halving (ASHA)",
        description = "Asynchronous successive halving (Li et al. 2018): candidates are first trained for a few"
                + " epochs, and only the best of them for longer")
public record AshaStrategy(
        @Schema(
                description =
                        "Reduction factor r: one of r functions is promoted to the next training, which is r times as"
                                + " long",
                defaultValue = "9")
        @Min(2)
        @Max(100)
        Integer reduction,

        @Schema(description = "Epochs of the first training", defaultValue = "1")
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Min(1)
        @Max(Recipe.MAX_EPOCHS)
        Integer minEpochs,

        @Schema(description = "The strategy that chooses the candidates", defaultValue = "surrogate")
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @JsonAlias("base")
        @Valid
        Strategy strategy,

        @Schema(
                description =
                        "Numbers of epochs after which trainings end early; the full training follows the last one",
                accessMode = Schema.AccessMode.READ_ONLY)
        List<Integer> rungs)
        implements Strategy {

    /** @throws IllegalArgumentException for a stored strategy that has rungs but no inner strategy */
    public AshaStrategy {
        if (rungs != null && strategy == null) {
            throw new IllegalArgumentException("a strategy with rungs needs the inner strategy");
        }
        reduction = requireNonNullElse(reduction, 9);
        rungs = rungs == null ? List.of() : List.copyOf(rungs);
        minEpochs = requireNonNullElse(minEpochs, rungs.isEmpty() ? 1 : rungs.get(0));
        strategy = requireNonNullElseGet(strategy, () -> new SurrogateStrategy(null, null, null, null));
    }

    @JsonProperty
    @Schema(description = "The strategy that chooses the candidates", accessMode = Schema.AccessMode.READ_ONLY)
    public Strategy base() {
        return strategy;
    }

    /** The epochs {@code min}, {@code min * reduction}, and so on, below {@code full}. */
    static List<Integer> rungs(long min, int reduction, int full) {
        return LongStream.iterate(min, epochs -> epochs < full, epochs -> epochs * reduction)
                .mapToObj(Math::toIntExact)
                .toList();
    }

    @Override
    public Strategy within(int epochs) {
        return new AshaStrategy(reduction, minEpochs, strategy.within(epochs), rungs(minEpochs, reduction, epochs));
    }

    @Override
    public Optional<Objection> contradiction(int epochs) {
        return Objection.unless(
                        !(strategy instanceof AshaStrategy),
                        "strategy.type",
                        "must not be asha, since asha cannot contain itself")
                .or(() -> Objection.unless(
                        minEpochs < epochs,
                        "minEpochs",
                        String.format(Locale.ROOT, "must be less than the %d epochs of the recipe", epochs)))
                .or(() -> strategy.contradiction(epochs)
                        .map(within -> new Objection("strategy." + within.field(), within.message())));
    }

    @Override
    public Optional<Objection> misfit(Problem problem) {
        return strategy.misfit(problem);
    }

    @Override
    public Strategy chooser() {
        return strategy;
    }

    @Override
    public int maxStart() {
        return strategy.maxStart();
    }

    @Override
    public int maxOpen() {
        return strategy.maxOpen();
    }

    @Override
    public double busyWorkers(double trainings) {
        return strategy.busyWorkers(trainings);
    }

    @Override
    public int maxDryRun() {
        return strategy.maxDryRun();
    }

    @Override
    public int plannedProposals(SearchSpace space) {
        int planned = 0;
        int rung = strategy.plannedProposals(space);
        for (int i = 0; i <= rungs.size(); i++) {
            planned += rung;
            rung /= reduction;
        }
        return planned;
    }

    /** No candidate is promoted twice from the same rung. */
    @Override
    public int mostProposals(SearchSpace space) {
        return Math.multiplyExact(strategy.mostProposals(space), rungs.size() + 1);
    }

    /** A search that improves as it proceeds promotes more functions. */
    @Override
    public boolean dependsOnFitness() {
        return true;
    }

    @Override
    public Proposer on(Problem problem, long seed) {
        return new AshaProposer(this, strategy.on(problem, seed));
    }

    @Override
    public Proposer onDryRun(Problem problem, long seed) {
        return new AshaProposer(this, strategy.onDryRun(problem, seed));
    }
}
