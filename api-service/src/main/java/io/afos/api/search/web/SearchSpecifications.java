package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeRequest;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.StopRules;
import io.afos.api.strategy.StrategySettings;
import io.afos.api.strategy.history.Problem;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.stream.Collectors;

/** Makes complete specifications out of requests. */
final class SearchSpecifications {

    private static final List<String> DEFAULT_BASELINES = List.of("relu");

    private SearchSpecifications() {}

    /** @throws InvalidRequest if a name is not known or the parts contradict each other */
    static SearchSpecification of(SearchRequest request, Starts starts) {
        Recipe recipe = RecipeRequest.recipeOf(request.recipe());
        StrategySettings strategy = StrategyRequest.settingsOf(request.strategy(), recipe);
        SearchSpace space = SpaceRequest.spaceOf(request.space());
        Problem problem = starts.problem(request.start(), space, Boolean.TRUE.equals(request.mirrorInvariant()));
        requireManageable(strategy, problem);
        return new SearchSpecification(
                strategy,
                space,
                problem.start(),
                problem.mirrorInvariant(),
                recipe,
                baselines(request),
                request.seed() == null ? 1 : request.seed(),
                request.trainingSeed() == null ? 1 : request.trainingSeed(),
                StopRules.NONE.equals(request.stop()) ? null : request.stop(),
                ReplicationRequest.replicationOf(request.replication()));
    }

    /** @throws InvalidRequest if the strategy would propose more candidates than a search can have, or starts from too many */
    static void requireManageable(StrategySettings strategy, Problem problem) {
        SearchSpace space = problem.space();
        StrategySettings chooser = strategy.chooser();
        int max = StrategySettings.Exhaustive.MAX_CANDIDATES;
        if (chooser instanceof StrategySettings.Exhaustive && space.size() > max) {
            throw new InvalidRequest(
                    "space",
                    "is too large for the exhaustive strategy: it has %,d candidates, at most %,d can be trained; leave out"
                                    .formatted(space.size(), max)
                            + " shapes or functions");
        }
        if (problem.start().size() > strategy.maxStart()) {
            throw new InvalidRequest(
                    "start",
                    strategy.maxStart() == 0
                            ? "has no use for the exhaustive strategy, which tries all functions anyway: leave it out"
                            : "has %d functions, but the strategy can start from %d at most"
                                    .formatted(problem.start().size(), strategy.maxStart()));
        }
    }

    private static List<String> baselines(SearchRequest request) {
        List<String> names = request.baselines() == null ? DEFAULT_BASELINES : request.baselines();
        requireKnown(names);
        return names.stream().distinct().toList();
    }

    /** @throws InvalidRequest if one of them is not the name of an activation function */
    static void requireKnown(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || NamedActivations.find(names.get(i)).isEmpty()) {
                throw new InvalidRequest(
                        "baselines[%d]".formatted(i),
                        "must be one of "
                                + NamedActivations.all().stream()
                                        .map(NamedActivation::name)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
