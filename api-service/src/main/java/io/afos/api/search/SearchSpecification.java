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
 * Everything that determines a search.
 *
 * @param start the candidates proposed first
 * @param mirrorInvariant whether f(-x) counts as the same function as f(x); {@code null} means false
 * @param baselines names of the standard activations trained under the same recipe for comparison
 * @param seed seed of the strategy's random numbers
 * @param trainingSeed seed of every candidate's training; searches with the same recipe and training seed share
 *     trainings
 * @param stop when the search ends early; {@code null} for never
 * @param replication how the best functions are trained again; {@code null} for not at all
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

    /** The maximum number of trainings for the replication. */
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

    /** The maximum number of candidates of the search. */
    public int mostProposals() {
        return strategy.mostProposals(space);
    }

    /** The recipe of trainings that end after this number of epochs, one of {@link #lengths()}. */
    public Recipe recipe(int epochs) {
        return epochs == recipe.epochs() ? recipe : recipe.shortened(epochs);
    }

    /** The numbers of epochs after which trainings of its candidates end, ascending; the last is that of the recipe. */
    public List<Integer> lengths() {
        return Stream.concat(strategy.rungs().stream(), Stream.of(recipe.epochs()))
                .toList();
    }
}
