package io.afos.api.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.Chromosome;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a search.
 *
 * @param start the candidates that come first
 * @param mirrorInvariant whether f(-x) counts as f(x), of which one stands for both; {@code null} as false
 * @param baselines names of the standard activations that are trained under the same recipe for comparison
 * @param seed seed of the strategy's random numbers
 * @param trainingSeed seed of the training of every candidate: searches that share it and the recipe share their trainings
 * @param stop when it ends early; {@code null} for never
 * @param replication how its best functions are trained again; {@code null} for not at all
 */
public record SearchSpecification(
        Strategy strategy,
        SearchSpace space,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Chromosome> start,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean mirrorInvariant,

        Recipe recipe,
        List<String> baselines,
        long seed,
        long trainingSeed,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StopRules stop,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Replication replication) {

    public SearchSpecification {
        mirrorInvariant = Boolean.TRUE.equals(mirrorInvariant) ? true : null;
        start = start == null ? List.of() : List.copyOf(start);
        baselines = List.copyOf(baselines);
    }

    public StopRules stopRules() {
        return stop == null ? StopRules.NONE : stop;
    }

    /** The trainings that its replication takes at most. */
    public int replications() {
        return replication == null ? 0 : (replication.candidates() + baselines.size()) * replication.seeds();
    }

    public Problem problem() {
        return new Problem(space, start, mirrorInvariant != null);
    }

    Proposer proposer() {
        return strategy.on(problem(), seed);
    }

    /** The number of candidates that the search proposes unless it is stopped early. */
    public int plannedProposals() {
        return strategy.plannedProposals(space);
    }

    /** The most candidates that the search can have. */
    public int mostProposals() {
        return strategy.mostProposals(space);
    }

    /** The recipe of trainings that end after this number of epochs, one of {@link #lengths()}. */
    public Recipe recipe(int epochs) {
        return epochs == recipe.epochs() ? recipe : recipe.shortened(epochs);
    }

    /** The epochs after which trainings of its candidates end, ascending; the last ones are those of the recipe. */
    public List<Integer> lengths() {
        return Stream.concat(strategy.rungs().stream(), Stream.of(recipe.epochs()))
                .toList();
    }
}
