package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeCheck;
import io.afos.api.request.RecipeRequest;
import io.afos.api.search.Replication;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.StopRules;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.history.Problem;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Builds complete specifications from requests. */
@Component
class SearchSpecifications {

    private static final List<String> DEFAULT_BASELINES = List.of("relu");

    private final Starts starts;
    private final RecipeCheck recipes;

    SearchSpecifications(Starts starts, RecipeCheck recipes) {
        this.starts = starts;
        this.recipes = recipes;
    }

    /** @throws InvalidRequest if a name is unknown or parts of the request contradict each other */
    SearchSpecification of(SearchRequest request) {
        Recipe recipe = RecipeRequest.recipeOf(request.recipe(), recipes);
        Strategy strategy = request.strategy() == null ? Strategy.standard() : request.strategy();
        requireConsistent(strategy, recipe);
        SearchSpace space = SpaceRequest.spaceOf(request.space());
        Problem problem = starts.problem(request.start(), space, Boolean.TRUE.equals(request.mirrorInvariant()));
        requireManageable(strategy, problem);
        return new SearchSpecification(
                strategy.within(recipe.epochs()),
                space,
                problem.start(),
                problem.mirrorInvariant(),
                recipe,
                baselines(request),
                request.seed() == null ? 1 : request.seed(),
                request.trainingSeed() == null ? 1 : request.trainingSeed(),
                StopRules.NONE.equals(request.stop()) ? null : request.stop(),
                Replication.requested(request.replication()));
    }

    /** @throws InvalidRequest if the strategy's parameters contradict each other or the recipe */
    static void requireConsistent(Strategy strategy, Recipe recipe) {
        strategy.contradiction(recipe.epochs()).ifPresent(objection -> {
            throw new InvalidRequest("strategy." + objection.field(), objection.message());
        });
    }

    /**
     * @throws InvalidRequest if the strategy could propose more candidates, or starts from more functions, than a
     *     search allows
     */
    static void requireManageable(Strategy strategy, Problem problem) {
        strategy.misfit(problem).ifPresent(objection -> {
            throw new InvalidRequest(objection.field(), objection.message());
        });
    }

    private static List<String> baselines(SearchRequest request) {
        List<String> names = request.baselines() == null ? DEFAULT_BASELINES : request.baselines();
        requireKnown(names);
        return names.stream().distinct().toList();
    }

    /** @throws InvalidRequest if a name is not that of an activation function */
    static void requireKnown(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || NamedActivations.find(names.get(i)).isEmpty()) {
                throw new InvalidRequest(
                        String.format(Locale.ROOT, "baselines[%d]", i),
                        "must be one of "
                                + NamedActivations.all().stream()
                                        .map(NamedActivation::name)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
