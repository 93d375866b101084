package io.afos.api.benchmark.web;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.Setting;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeCheck;
import io.afos.api.request.RecipeRequest;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Objective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The recipes of a benchmark.
 *
 * @param base the recipe fields for all networks and data sets
 * @param overrides recipe fields for individual networks and data sets
 * @param reportTest whether the test split is measured
 */
record BenchmarkRecipes(
        @Nullable RecipeRequest base, BenchmarkRequest.@Nullable OverridesRequest overrides, boolean reportTest) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Screening is off unless a request enables it. */
    private static final RecipeRequest TO_THE_END =
            JSON.readValue("{\"screening\": {\"minAccuracy\": 0}}", RecipeRequest.class);

    private static final RecipeRequest WITH_TEST = JSON.readValue("{\"reportTest\": true}", RecipeRequest.class);

    static BenchmarkRecipes read(JsonNode json) {
        return JSON.treeToValue(json, BenchmarkRecipes.class);
    }

    JsonNode json() {
        return JSON.valueToTree(this);
    }

    BenchmarkRecipes with(@Nullable RecipeRequest recipe, BenchmarkRequest.@Nullable OverridesRequest more) {
        return new BenchmarkRecipes(
                RecipeMerge.of(base, recipe),
                new BenchmarkRequest.OverridesRequest(
                        merged(architectures(overrides), architectures(more)),
                        merged(datasets(overrides), datasets(more))),
                reportTest);
    }

    /**
     * Every network on every data set.
     *
     * @throws InvalidRequest if a name is unknown, the recipe names a network or data set, or a data set has too few
     *     images
     */
    List<Setting> settings(List<String> architectures, List<String> datasets, RecipeCheck check) {
        requireKnown("architectures", architectures, check.architectures());
        requireKnown(
                "datasets",
                datasets.stream().filter(BenchmarkRecipes::isNoFolder).toList(),
                CatalogDataset.all().stream().map(CatalogDataset::name).toList());
        Stream.concat(
                        Stream.of(base).map(recipe -> Map.entry("recipe", recipe == null ? TO_THE_END : recipe)),
                        Stream.concat(
                                entries("overrides.architectures.", architectures(overrides)),
                                entries("overrides.datasets.", datasets(overrides))))
                .forEach(entry -> requireNoNames(entry.getKey(), entry.getValue()));
        var settings = new ArrayList<Setting>();
        for (String architecture : architectures.stream().distinct().toList()) {
            for (String dataset : datasets.stream().distinct().toList()) {
                settings.add(setting(architecture, dataset, check));
            }
        }
        return settings;
    }

    /**
     * Networks that programs of the users' own train, without those that the benchmark already has.
     *
     * @param known the networks that the benchmark already has
     * @throws InvalidRequest if one is not external, there twice, or does not report what the functions are compared by
     */
    static List<Setting> external(
            List<Setting> known, List<RecipeRequest> networks, BenchmarkMetric metric, RecipeCheck check) {
        var settings = new ArrayList<Setting>();
        for (int i = 0; i < networks.size(); i++) {
            String field = String.format(Locale.ROOT, "networks[%d]", i);
            if (networks.get(i) == null || networks.get(i).external() == null) {
                throw new InvalidRequest(field + ".external", "must be given: the network and its version");
            }
            var setting = new Setting(RecipeRequest.recipeOf(RecipeMerge.of(TO_THE_END, networks.get(i)), check));
            if (known.contains(setting)) {
                continue;
            }
            if (Stream.concat(known.stream(), settings.stream())
                    .anyMatch(other -> other.label().equals(setting.label()))) {
                throw new InvalidRequest(field, "is a duplicate: use different versions for the same network");
            }
            requireReported(setting, metric);
            settings.add(setting);
        }
        return settings;
    }

    private static void requireReported(Setting setting, BenchmarkMetric metric) {
        if (metric == BenchmarkMetric.TEST_ACCURACY) {
            throw new InvalidRequest(
                    "metric", "must be FITNESS or ACCURACY: external networks report no test accuracy");
        }
        if (metric == BenchmarkMetric.ACCURACY && setting.recipe().objective() instanceof Objective.Score) {
            throw new InvalidRequest("metric", "must be FITNESS: " + setting.label() + " reports a score");
        }
    }

    private Setting setting(String architecture, String dataset, RecipeCheck check) {
        RecipeRequest names =
                JSON.convertValue(Map.of("architecture", architecture, "dataset", dataset), RecipeRequest.class);
        return new Setting(RecipeRequest.recipeOf(
                RecipeMerge.of(
                        TO_THE_END,
                        reportTest ? WITH_TEST : null,
                        base,
                        architectures(overrides).get(architecture),
                        datasets(overrides).get(dataset),
                        reportTest ? WITH_TEST : null,
                        names),
                check));
    }

    private static Map<String, RecipeRequest> architectures(BenchmarkRequest.@Nullable OverridesRequest overrides) {
        return overrides == null || overrides.architectures() == null ? Map.of() : overrides.architectures();
    }

    private static Map<String, RecipeRequest> datasets(BenchmarkRequest.@Nullable OverridesRequest overrides) {
        return overrides == null || overrides.datasets() == null ? Map.of() : overrides.datasets();
    }

    private static Stream<Map.Entry<String, RecipeRequest>> entries(String prefix, Map<String, RecipeRequest> recipes) {
        return recipes.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> Map.entry(prefix + entry.getKey(), entry.getValue()));
    }

    private static Map<String, RecipeRequest> merged(Map<String, RecipeRequest> old, Map<String, RecipeRequest> more) {
        var merged = new HashMap<>(old);
        more.forEach((name, recipe) -> merged.put(name, RecipeMerge.of(old.get(name), recipe)));
        return merged;
    }

    /** Image folders exist only on the workers; the recipe validates their names. */
    private static boolean isNoFolder(@Nullable String dataset) {
        return dataset == null || !dataset.startsWith(DataSpec.FOLDER);
    }

    private static void requireNoNames(String field, RecipeRequest recipe) {
        if (recipe.architecture() != null || recipe.dataset() != null) {
            throw new InvalidRequest(
                    field, "must not set architecture or dataset: list them in architectures and datasets");
        }
    }

    private static void requireKnown(String field, List<String> names, List<String> known) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || !known.contains(names.get(i))) {
                throw new InvalidRequest(
                        String.format(Locale.ROOT, "%s[%d]", field, i), "must be one of " + String.join(", ", known));
            }
        }
    }
}
