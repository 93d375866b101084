package io.afos.api.benchmark;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Everything that decides a benchmark, apart from which cells of its matrix are trained.
 *
 * @param competitors distinct functions, baselines first
 * @param settings distinct pairs of network and data set
 * @param seeds distinct seeds
 * @param exclude cells that new rows, columns and seeds of the matrix leave out, too
 * @param metric what the functions are compared by
 * @param control fingerprint of the competitor with which the others are compared
 * @param budget what it may cost
 * @param recipes the recipes as they were asked for, which hold for settings that are added later
 */
public record BenchmarkSpecification(
        List<Competitor> competitors,
        List<Setting> settings,
        List<Long> seeds,
        List<CellPattern> exclude,
        BenchmarkMetric metric,
        String control,
        Budget budget,
        JsonNode recipes) {

    public static final int MAX_COMPETITORS = 64;
    public static final int MAX_SETTINGS = 64;
    public static final int MAX_SEEDS = 100;
    public static final int MAX_CELLS = 10_000;

    public BenchmarkSpecification {
        competitors = List.copyOf(competitors);
        settings = List.copyOf(settings);
        seeds = List.copyOf(seeds);
        exclude = List.copyOf(exclude);
    }

    /** All cells but the excluded ones, seed by seed, so that the whole matrix gets its first values early. */
    public List<Cell> cells() {
        return product()
                .filter(cell -> exclude.stream().noneMatch(pattern -> pattern.fits(cell)))
                .toList();
    }

    /** Those of all cells that fit one of the patterns. */
    public List<Cell> cells(List<CellPattern> wanted) {
        return product()
                .filter(cell -> wanted.stream().anyMatch(pattern -> pattern.fits(cell)))
                .toList();
    }

    /** All cells, excluded ones too. */
    public List<Cell> everyCell() {
        return product().toList();
    }

    private Stream<Cell> product() {
        return seeds.stream()
                .flatMap(seed -> settings.stream()
                        .flatMap(setting ->
                                competitors.stream().map(competitor -> new Cell(competitor, setting, seed))));
    }

    /** The same with what an extension adds to its sides. */
    BenchmarkSpecification with(Extension extension) {
        return new BenchmarkSpecification(
                union(competitors, extension.competitors()),
                union(settings, extension.settings()),
                union(seeds, extension.seeds()),
                exclude,
                metric,
                control,
                extension.budget() == null ? budget : extension.budget(),
                recipes);
    }

    private static <T> List<T> union(List<T> old, List<T> added) {
        return Stream.concat(old.stream(), added.stream()).distinct().toList();
    }
}
