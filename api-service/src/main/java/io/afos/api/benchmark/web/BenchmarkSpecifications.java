package io.afos.api.benchmark.web;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.benchmark.BenchmarkSpecification;
import io.afos.api.benchmark.Budget;
import io.afos.api.benchmark.Cell;
import io.afos.api.benchmark.CellPattern;
import io.afos.api.benchmark.Competitor;
import io.afos.api.benchmark.Extension;
import io.afos.api.benchmark.Setting;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.request.RecipeCheck;
import io.afos.api.request.RequestedFunction;
import io.afos.api.search.best.BestFunctions;
import io.afos.api.search.best.BestRequest;
import io.afos.model.activation.Fingerprint;
import io.afos.model.recipe.ImageRecipe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Builds complete specifications from requests. */
@Component
class BenchmarkSpecifications {

    private final BestFunctions best;
    private final RecipeCheck check;

    BenchmarkSpecifications(BestFunctions best, RecipeCheck check) {
        this.best = best;
        this.check = check;
    }

    /** @throws InvalidRequest if a name is unknown or parts of the request contradict each other */
    BenchmarkSpecification of(BenchmarkRequest request) {
        List<Competitor> baselines = read("baselines", list(request.baselines()), true);
        List<Competitor> competitors = distinct(
                List.of(baselines, read("activations", list(request.activations()), false), best(request.best())));
        requireAtMost("activations", competitors, BenchmarkSpecification.MAX_COMPETITORS);
        var recipes = new BenchmarkRecipes(
                request.recipe(), request.overrides(), request.metric() == BenchmarkMetric.TEST_ACCURACY);
        BenchmarkMetric metric = Objects.requireNonNull(request.metric());
        List<Setting> settings = join(
                recipes.settings(list(request.architectures()), list(request.datasets()), check),
                BenchmarkRecipes.external(List.of(), list(request.networks()), metric, check));
        requireAtMost("architectures", settings, BenchmarkSpecification.MAX_SETTINGS);
        return new BenchmarkSpecification(
                competitors,
                settings,
                seeds(request.seeds()),
                patterns("exclude", list(request.exclude()), competitors, settings),
                metric,
                control(request.control(), competitors),
                budget(request.budget()),
                recipes.json());
    }

    /** The cells requested for a new benchmark. */
    List<Cell> cells(BenchmarkRequest request, BenchmarkSpecification specification) {
        List<CellPattern> wanted =
                patterns("cells", list(request.cells()), specification.competitors(), specification.settings());
        return wanted.isEmpty()
                ? specification.cells()
                : specification.cells(wanted).stream()
                        .filter(Set.copyOf(specification.cells())::contains)
                        .toList();
    }

    /** @throws InvalidRequest if a name is unknown or nothing is added */
    Extension extension(ExtensionRequest request, BenchmarkSpecification old) {
        List<Competitor> asked = distinct(List.of(
                read("baselines", list(request.baselines()), true),
                read("activations", list(request.activations()), false),
                best(request.best())));
        List<Competitor> competitors = asked.stream()
                .filter(competitor -> old.competitors().stream()
                        .noneMatch(known -> known.fingerprint().equals(competitor.fingerprint())))
                .toList();
        List<Setting> settings = join(
                newSettings(request, old),
                BenchmarkRecipes.external(old.settings(), list(request.networks()), old.metric(), check));
        List<Long> seeds = request.seeds() == null ? List.of() : seeds(request.seeds());
        requireAtMost("activations", join(old.competitors(), competitors), BenchmarkSpecification.MAX_COMPETITORS);
        requireAtMost("architectures", join(old.settings(), settings), BenchmarkSpecification.MAX_SETTINGS);
        requireAtMost("seeds", join(old.seeds(), seeds), BenchmarkSpecification.MAX_SEEDS);
        return new Extension(
                competitors,
                settings,
                seeds,
                patterns(
                        "cells",
                        list(request.cells()),
                        join(old.competitors(), competitors),
                        join(old.settings(), settings)),
                request.budget() == null ? null : budget(request.budget()));
    }

    /** Pairs with a network or data set that is new to the benchmark; existing pairs keep their recipes. */
    private List<Setting> newSettings(ExtensionRequest request, BenchmarkSpecification old) {
        if (request.architectures() == null && request.datasets() == null) {
            return List.of();
        }
        List<Setting> known = old.settings().stream()
                .filter(setting -> setting.recipe() instanceof ImageRecipe)
                .toList();
        List<String> architectures =
                join(known.stream().map(Setting::architecture).distinct().toList(), list(request.architectures()));
        List<String> datasets =
                join(known.stream().map(Setting::dataset).distinct().toList(), list(request.datasets()));
        var recipes = BenchmarkRecipes.read(old.recipes()).with(request.recipe(), request.overrides());
        return recipes.settings(architectures, datasets, check).stream()
                .filter(setting -> list(request.architectures()).contains(setting.architecture())
                        || list(request.datasets()).contains(setting.dataset()))
                .filter(setting ->
                        known.stream().noneMatch(other -> other.label().equals(setting.label())))
                .toList();
    }

    static List<CellPattern> patterns(
            String field,
            List<BenchmarkRequest.CellRequest> requests,
            List<Competitor> competitors,
            List<Setting> settings) {
        return IntStream.range(0, requests.size())
                .mapToObj(i ->
                        pattern(String.format(Locale.ROOT, "%s[%d]", field, i), requests.get(i), competitors, settings))
                .toList();
    }

    private static CellPattern pattern(
            String field,
            BenchmarkRequest.@Nullable CellRequest request,
            List<Competitor> competitors,
            List<Setting> settings) {
        if (request == null) {
            throw new InvalidRequest(field, "must not be null");
        }
        String fingerprint =
                request.activation() == null ? null : fingerprint(field + ".activation", request.activation());
        requireIn(field + ".activation", fingerprint, competitors.stream().map(Competitor::fingerprint));
        requireIn(
                field + ".architecture",
                request.architecture(),
                settings.stream().map(Setting::architecture));
        requireIn(field + ".dataset", request.dataset(), settings.stream().map(Setting::dataset));
        return new CellPattern(fingerprint, request.architecture(), request.dataset(), request.seed());
    }

    private static void requireIn(String field, @Nullable String value, Stream<String> known) {
        if (value != null && known.noneMatch(value::equals)) {
            throw new InvalidRequest(field, "is not part of this benchmark");
        }
    }

    private static List<Competitor> read(String field, List<String> texts, boolean baseline) {
        return RequestedFunction.readAllTrainable(field, texts).stream()
                .map(expression -> Competitor.of(expression, baseline, null))
                .toList();
    }

    private List<Competitor> best(@Nullable List<BestRequest> requests) {
        return best.find("best", list(requests)).stream()
                .map(function -> Competitor.of(function.expression(), false, function.origin()))
                .toList();
    }

    private static String fingerprint(String field, String text) {
        return Fingerprint.of(RequestedFunction.readTrainable(field, text)).value();
    }

    private static String control(@Nullable String text, List<Competitor> competitors) {
        if (text == null) {
            return competitors.get(0).fingerprint();
        }
        String fingerprint = fingerprint("control", text);
        requireIn("control", fingerprint, competitors.stream().map(Competitor::fingerprint));
        return fingerprint;
    }

    static List<Long> seeds(@Nullable List<Long> seeds) {
        List<Long> given = list(seeds);
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) == null) {
                throw new InvalidRequest(String.format(Locale.ROOT, "seeds[%d]", i), "must be a whole number");
            }
        }
        return given.stream().distinct().toList();
    }

    static Budget budget(BenchmarkRequest.@Nullable BudgetRequest request) {
        return request == null ? Budget.UNLIMITED : new Budget(request.maxTrainings(), request.maxTrainingSeconds());
    }

    /** Each function once; a function that is a baseline in any list stays a baseline. */
    private static List<Competitor> distinct(List<List<Competitor>> lists) {
        Map<String, Competitor> functions = new LinkedHashMap<>();
        lists.stream()
                .flatMap(Collection::stream)
                .forEach(competitor -> functions.putIfAbsent(competitor.fingerprint(), competitor));
        return List.copyOf(functions.values());
    }

    private static void requireAtMost(String field, List<?> items, int most) {
        if (items.size() > most) {
            throw new InvalidRequest(
                    field, String.format(Locale.ROOT, "are too many: %d, at most %d are allowed", items.size(), most));
        }
    }

    private static <T> List<T> join(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    private static <T> List<T> list(@Nullable List<T> items) {
        return items == null ? List.of() : new ArrayList<>(items);
    }
}
