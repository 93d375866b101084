package io.afos.api.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is added to a benchmark. Without {@code cells} the new rows, columns and layers of the matrix are filled; with them
 * the cells that fit are added, whether they had been left out before or are new.
 *
 * @param competitors functions, none of which the benchmark has
 * @param settings pairs of network and data set, none of which the benchmark has
 * @param budget replaces the benchmark's; {@code null} leaves it
 */
public record Extension(
        List<Competitor> competitors,
        List<Setting> settings,
        List<Long> seeds,
        List<CellPattern> cells,
        @Nullable Budget budget) {

    /** The cells that it adds; some may be there already if it names them. */
    List<Cell> added(BenchmarkSpecification old) {
        BenchmarkSpecification grown = old.with(this);
        if (!cells.isEmpty()) {
            return grown.cells(cells);
        }
        Set<Cell> before = new HashSet<>(old.cells());
        return grown.cells().stream().filter(cell -> !before.contains(cell)).toList();
    }
}
