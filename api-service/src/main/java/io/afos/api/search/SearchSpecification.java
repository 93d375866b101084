package io.afos.api.search;

import io.afos.api.strategy.StrategySettings;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.SearchSpace;
import java.util.List;

/**
 * Everything that decides a search.
 *
 * @param baselines names of the standard activations that are trained under the same recipe for comparison
 * @param seed seed of the strategy's random numbers
 * @param trainingSeed seed of every training: searches that share it and the recipe share their trainings
 */
public record SearchSpecification(
        StrategySettings strategy,
        SearchSpace space,
        Recipe recipe,
        List<String> baselines,
        long seed,
        long trainingSeed) {

    public SearchSpecification {
        baselines = List.copyOf(baselines);
    }

    /** The number of candidates that the search proposes unless it is stopped early. */
    public int plannedProposals() {
        return strategy.plannedProposals(space);
    }
}
