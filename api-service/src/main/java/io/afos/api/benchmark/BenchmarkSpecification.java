package io.afos.api.benchmark;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Everything that determines a benchmark, except which cells of its matrix are trained.
 *
 * @param competitors distinct functions, baselines first
 * @param settings distinct pairs of network and data set
 * @param seeds distinct seeds
 * @param exclude cells to skip, also in rows, columns and seeds that are added later
 * @param metric the metric by which the functions are compared
 * @param control fingerprint of the competitor with which the others are compared
 * @param budget the benchmark's limits
 * @param recipes the recipes as requested; they also apply to settings that are added later
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

    /** All cells except the excluded ones, seed by seed, so that the whole matrix gets its first values early. */
    public List<Cell> cells() {
        return product()
                .filter(cell -> exclude.stream().noneMatch(pattern -> pattern.fits(cell)))
                .toList();
    }

    /** The cells that match one of the patterns, including excluded ones. */
    public List<Cell> cells(List<CellPattern> wanted) {
        return product()
                .filter(cell -> wanted.stream().anyMatch(pattern -> pattern.fits(cell)))
                .toList();
    }

    /** All cells, including excluded ones. */
    public List<Cell> everyCell() {
        return product().toList();
    }

    private Stream<Cell> product() {
        return seeds.stream()
                .flatMap(seed -> settings.stream()
                        .flatMap(setting ->
                                competitors.stream().map(competitor -> new Cell(competitor, setting, seed))));
    }

    /** This specification with the rows, columns, seeds and budget of an extension. */
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
