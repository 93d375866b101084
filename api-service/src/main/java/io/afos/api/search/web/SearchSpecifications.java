package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeRequest;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.StopRules;
import io.afos.api.strategy.StrategySettings;
import io.afos.api.strategy.history.Problem;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Recipe;
import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes complete specifications out of requests. */
public final class SearchSpecifications {

    private static final List<String> DEFAULT_BASELINES = List.of("relu");

    private SearchSpecifications() {}

    /** @throws InvalidRequest if a name is not known or the parts contradict each other */
    static SearchSpecification of(SearchRequest request, Starts starts) {
        Recipe recipe = recipe(request.recipe());
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

    /** @throws InvalidRequest if a name is not known or the data set has too few images */
    public static Recipe recipe(@Nullable RecipeRequest request) {
        if (request != null) {
            requireKnownNames(request.dataset(), request.architecture());
        }
        Recipe recipe = RecipeRequest.recipeOf(request);
        requireFit(recipe);
        return recipe;
    }

    /** @throws InvalidRequest if a name is not known or the data set has too few images */
    static void requirePossible(Recipe recipe) {
        requireKnownNames(recipe.data().dataset(), recipe.architecture().name());
        requireFit(recipe);
    }

    private static void requireFit(Recipe recipe) {
        CatalogDataset.find(recipe.data().dataset()).ifPresent(dataset -> requireEnoughImages(recipe.data(), dataset));
        requireFittingNetwork(recipe);
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

    /** What a folder holds is not known here; there the worker refuses. */
    private static void requireEnoughImages(DataSpec data, CatalogDataset dataset) {
        if (dataset.validationImages() != null) {
            if (data.validationImages() > dataset.validationImages()) {
                throw new InvalidRequest(
                        "recipe.validationImages",
                        "is too large: %s has %,d validation images"
                                .formatted(dataset.name(), dataset.validationImages()));
            }
            return;
        }
        Integer limit = data.trainImages();
        int wanted = data.validationImages() + (limit == null ? 1 : limit);
        if (wanted > dataset.trainImages()) {
            throw new InvalidRequest(
                    "recipe.validationImages",
                    "is too large: with %s training images it needs %,d, but %s has %,d"
                            .formatted(limit == null ? "some" : limit, wanted, dataset.name(), dataset.trainImages()));
        }
    }

    private static void requireFittingNetwork(Recipe recipe) {
        Integer size = recipe.data().imageSize();
        var dataset = CatalogDataset.find(recipe.data().dataset());
        int width = size == null ? dataset.map(CatalogDataset::width).orElse(CatalogDataset.FOLDER_IMAGE_SIZE) : size;
        int height = size == null ? dataset.map(CatalogDataset::height).orElse(CatalogDataset.FOLDER_IMAGE_SIZE) : size;
        CatalogArchitecture.find(recipe.architecture().name())
                .orElseThrow()
                .misfit(recipe.architecture(), width, height)
                .ifPresent(misfit -> {
                    throw new InvalidRequest(
                            "recipe." + misfit.choice().name().toLowerCase(Locale.ROOT),
                            "does not suit: " + misfit.reason());
                });
    }

    private static void requireKnownNames(@Nullable String dataset, @Nullable String architecture) {
        if (dataset != null && dataset.startsWith(DataSpec.FOLDER)) {
            if (!DataSpec.isName(dataset)) {
                throw new InvalidRequest(
                        "recipe.dataset",
                        "must be folder: and 1 to 64 lower-case letters, digits or hyphens, the first one no hyphen");
            }
        } else if (dataset != null && CatalogDataset.find(dataset).isEmpty()) {
            throw unknown(
                    "recipe.dataset",
                    Stream.concat(
                                    CatalogDataset.all().stream().map(CatalogDataset::name),
                                    Stream.of("folder:NAME for a folder of the workers"))
                            .toList());
        }
        if (architecture != null && CatalogArchitecture.find(architecture).isEmpty()) {
            throw unknown(
                    "recipe.architecture",
                    CatalogArchitecture.all().stream()
                            .map(CatalogArchitecture::name)
                            .toList());
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
                throw unknown(
                        "baselines[%d]".formatted(i),
                        NamedActivations.all().stream()
                                .map(NamedActivation::name)
                                .toList());
            }
        }
    }

    private static InvalidRequest unknown(String field, List<String> known) {
        return new InvalidRequest(field, "must be one of " + known.stream().collect(Collectors.joining(", ")));
    }
}
