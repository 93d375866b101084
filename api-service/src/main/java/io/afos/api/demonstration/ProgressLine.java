package io.afos.api.demonstration;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.search.view.SearchStatus;
import java.util.Locale;
import java.util.Map;

/** A search's progress in one line. */
final class ProgressLine {

    private static final int FORMULA_WIDTH = 48;

    private ProgressLine() {}

    static String of(SearchStatus status) {
        Map<EvaluationState, Integer> evaluations = status.progress().evaluations();
        int all = evaluations.values().stream().mapToInt(Integer::intValue).sum();
        int done = evaluations.get(EvaluationState.SUCCEEDED) + evaluations.get(EvaluationState.FAILED);
        return String.format(
                Locale.ROOT,
                "search %d  %s  evaluations %d of %d done, %d running  best %s  %s",
                status.id(),
                phase(status),
                done,
                all,
                evaluations.get(EvaluationState.RUNNING),
                best(status),
                timeLeft(status));
    }

    private static String phase(SearchStatus status) {
        SearchStatus.Progress progress = status.progress();
        return status.finalists().isEmpty()
                ? String.format(
                        Locale.ROOT,
                        "generation %d, candidates %d of %d",
                        progress.generation() + 1,
                        progress.proposed(),
                        progress.planned())
                : "best functions again, with further seeds";
    }

    static String shorten(String formula, int width) {
        return formula.length() <= width ? formula : formula.substring(0, width - 3) + "...";
    }

    private static String best(SearchStatus status) {
        SearchStatus.Best best = status.best();
        if (best == null || best.fitness() == 0) {
            return "none yet";
        }
        String function = best.name() != null ? best.name() : shorten(best.formula(), FORMULA_WIDTH);
        return String.format(Locale.ROOT, "%.3f with one seed  %s", best.fitness(), function);
    }

    private static String timeLeft(SearchStatus status) {
        Double seconds = status.remainingSeconds();
        if (seconds == null) {
            return "";
        }
        long rounded = Math.round(seconds / 5) * 5;
        return rounded < 60
                ? String.format(Locale.ROOT, "about %d s left", rounded)
                : String.format(Locale.ROOT, "about %d min %d s left", rounded / 60, rounded % 60);
    }
}
