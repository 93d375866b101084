package io.afos.api.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Additions to a benchmark. Without {@code cells} the new rows, columns and layers of the matrix are filled completely.
 * With {@code cells} exactly the matching cells are added, whether new or left out before.
 *
 * @param competitors functions that the benchmark does not have yet
 * @param settings pairs of network and data set that the benchmark does not have yet
 * @param budget replaces the benchmark's budget; {@code null} keeps it
 */
public record Extension(
        List<Competitor> competitors,
        List<Setting> settings,
        List<Long> seeds,
        List<CellPattern> cells,
        @Nullable Budget budget) {

    /** The cells to add. With {@code cells}, some of them may already exist. */
    List<Cell> added(BenchmarkSpecification old) {
        BenchmarkSpecification grown = old.with(this);
        if (!cells.isEmpty()) {
            return grown.cells(cells);
        }
        Set<Cell> before = new HashSet<>(old.cells());
        return grown.cells().stream().filter(cell -> !before.contains(cell)).toList();
    }
}
