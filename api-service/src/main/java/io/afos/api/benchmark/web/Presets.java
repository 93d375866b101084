package io.afos.api.benchmark.web;

import io.afos.api.benchmark.BenchmarkMetric;
import io.afos.api.problem.InvalidRequest;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogDataset;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import static java.util.stream.Collectors.joining;

/** Benchmarks with a predefined name. */
@Component
class Presets {

    /** The defaults without a preset: network, images and recipe of the AFOS paper, as for a search. */
    private static final BenchmarkRequest DEFAULTS = new BenchmarkRequest(
            "benchmark",
            null,
            List.of(),
            List.of(),
            List.of("relu"),
            null,
            List.of("afos-base"),
            List.of("cifar10"),
            List.of(),
            List.of(1L, 2L, 3L),
            null,
            null,
            List.of(),
            List.of(),
            BenchmarkMetric.TEST_ACCURACY,
            null,
            0);

    private final List<Preset> all;

    Presets(JsonMapper json) throws IOException {
        try (InputStream file = Objects.requireNonNull(Presets.class.getResourceAsStream("presets.json"))) {
            all = json.readValue(file, new TypeReference<>() {});
        }
    }

    /** A predefined benchmark. */
    @Schema(name = "BenchmarkPreset")
    record Preset(String name, String description, BenchmarkRequest request) {

        List<String> missing() {
            return Stream.concat(
                            names(BenchmarkRequest::architectures)
                                    .filter(Predicate.not(architecture -> CatalogArchitecture.find(architecture)
                                            .isPresent())),
                            names(BenchmarkRequest::datasets)
                                    .filter(Predicate.not(dataset ->
                                            CatalogDataset.find(dataset).isPresent())))
                    .toList();
        }

        private Stream<String> names(Function<BenchmarkRequest, @Nullable List<String>> side) {
            List<String> names = side.apply(request);
            return names == null ? Stream.of() : names.stream();
        }
    }

    List<Preset> all() {
        return all;
    }

    /** The request, completed with the preset's fields. */
    BenchmarkRequest complete(BenchmarkRequest request) {
        BenchmarkRequest base = base(request);
        return new BenchmarkRequest(
                or(request.name(), base.name()),
                request.preset(),
                or(request.activations(), request.best() == null ? base.activations() : List.of()),
                request.best(),
                or(request.baselines(), base.baselines()),
                request.control(),
                or(request.architectures(), isOfOwnNetworks(request) ? List.of() : base.architectures()),
                or(request.datasets(), isOfOwnNetworks(request) ? List.of() : base.datasets()),
                request.networks(),
                or(request.seeds(), base.seeds()),
                RecipeMerge.of(base.recipe(), request.recipe()),
                or(request.overrides(), base.overrides()),
                request.cells(),
                request.exclude(),
                or(request.metric(), isOfOwnNetworks(request) ? BenchmarkMetric.FITNESS : base.metric()),
                request.budget(),
                or(request.priority(), 0));
    }

    private static boolean isOfOwnNetworks(BenchmarkRequest request) {
        return request.networks() != null && request.architectures() == null && request.datasets() == null;
    }

    private BenchmarkRequest base(BenchmarkRequest request) {
        if (request.preset() == null) {
            return DEFAULTS;
        }
        Preset preset = all.stream()
                .filter(candidate -> candidate.name.equals(request.preset()))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "preset",
                        "must be one of " + all.stream().map(Preset::name).collect(joining(", "))));
        requireThere(preset, request);
        return preset.request;
    }

    private static void requireThere(Preset preset, BenchmarkRequest request) {
        if (!isOfOwnNetworks(request) && (request.architectures() == null || request.datasets() == null)) {
            List<String> missing = preset.missing();
            if (!missing.isEmpty()) {
                throw new InvalidRequest(
                        "preset",
                        String.format(
                                Locale.ROOT,
                                "cannot run on this service: %s needs %s; choose architectures and datasets from this"
                                        + " service's catalog",
                                preset.name,
                                String.join(", ", missing)));
            }
        }
    }

    private static <T> @Nullable T or(@Nullable T value, @Nullable T fallback) {
        return value == null ? fallback : value;
    }
}
