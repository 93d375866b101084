package io.afos.api.benchmark;

import org.jspecify.annotations.Nullable;

/** Selects cells of a matrix by any of its four dimensions; {@code null} matches all. */
public record CellPattern(
        @Nullable String fingerprint,
        @Nullable String architecture,
        @Nullable String dataset,
        @Nullable Long seed) {

    boolean fits(Cell cell) {
        return (fingerprint == null || fingerprint.equals(cell.competitor().fingerprint()))
                && (architecture == null || architecture.equals(cell.setting().architecture()))
                && (dataset == null || dataset.equals(cell.setting().dataset()))
                && (seed == null || seed == cell.seed());
    }
}
