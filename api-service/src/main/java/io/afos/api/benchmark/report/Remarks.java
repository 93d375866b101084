package io.afos.api.benchmark.report;

import io.afos.api.benchmark.CellView;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.joining;

/** Remarks on how to read a report's numbers. */
final class Remarks {

    /** From this size on Friedman's chi-square approximation is reliable (Demsar 2006, section 3.2.2: N > 10 and k > 5). */
    private static final int MANY_CONTEXTS = 10;

    private static final int FEW_SEEDS = 3;

    private Remarks() {}

    static List<String> of(
            JobState state,
            List<CellView> cells,
            List<BenchmarkReport.Context> contexts,
            BenchmarkReport.@Nullable Comparison comparison,
            int notCompared) {
        var remarks = new ArrayList<String>();
        if (state != JobState.COMPLETED) {
            remarks.add(String.format(Locale.ROOT, "The benchmark is %s: these results are preliminary.", state));
        }
        long open = cells.stream()
                .filter(cell -> cell.value() == null)
                .filter(cell -> cell.state() != EvaluationState.FAILED)
                .count();
        long failed = cells.stream()
                .filter(cell -> cell.state() == EvaluationState.FAILED)
                .count();
        if (open + failed > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d cells have no value (%,d of them failed). Means are over the seeds that have a"
                            + " value; a context in which a function has no value is excluded from the comparison.",
                    open + failed,
                    cells.size(),
                    failed));
        }
        long diverged = cells.stream()
                .filter(cell -> cell.outcome() == EvaluationOutcome.DIVERGED)
                .count();
        if (diverged > 0) {
            remarks.add(String.format(Locale.ROOT, "Diverged trainings, which count as 0: %,d.", diverged));
        }
        if (notCompared > 0) {
            remarks.add(
                    String.format(Locale.ROOT, "Functions not compared because they have no value: %,d.", notCompared));
        }
        String incomplete = contexts.stream()
                .filter(context -> !context.complete())
                .map(BenchmarkReport.Context::label)
                .collect(joining(", "));
        if (!incomplete.isEmpty()) {
            remarks.add(String.format(Locale.ROOT, "Excluded from the comparison: %s.", incomplete));
        }
        if (comparison == null) {
            remarks.add("No context allows a comparison of two functions.");
        } else if (comparison.contexts() <= MANY_CONTEXTS) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "There are only %d contexts: the p-values of Friedman's chi-square are approximate, and only"
                            + " large rank differences can be significant. Contexts that share a network or a data set are"
                            + " not independent.",
                    comparison.contexts()));
        }
        int fewest = contexts.stream()
                .flatMap(context -> context.scores().stream())
                .filter(Objects::nonNull)
                .mapToInt(BenchmarkReport.Score::seeds)
                .min()
                .orElse(FEW_SEEDS);
        if (fewest < FEW_SEEDS) {
            remarks.add(String.format(
                    Locale.ROOT, "Some means are over fewer than %d seeds and may be due to chance.", FEW_SEEDS));
        }
        return List.copyOf(remarks);
    }
}
