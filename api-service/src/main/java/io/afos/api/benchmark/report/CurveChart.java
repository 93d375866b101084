package io.afos.api.benchmark.report;

import io.afos.api.evaluation.Epoch;
import java.util.List;
import java.util.Locale;

import static java.util.stream.Collectors.joining;

/** The learning curves of one cell of the table as SVG: accuracy over epochs, a line for each seed. */
final class CurveChart {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 56;
    private static final int MARGIN = 4;

    private CurveChart() {}

    /**
     * @param curves one for each seed, none of them empty
     * @param epochs the most epochs of a curve that the chart is to be compared with
     * @param highest the highest accuracy of such a curve
     */
    static String of(String label, List<List<Epoch>> curves, int epochs, double highest) {
        String last = curves.stream()
                .map(curve -> Text.decimal(100 * curve.get(curve.size() - 1).accuracy(), 1) + " %")
                .collect(joining(", "));
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" class=\"curve\" aria-label=\"%s\"><title>%s</title><path class=\"frame\" d=\"M%d %dV%dH%d\"/>%s</svg>"
                .formatted(
                        WIDTH,
                        HEIGHT,
                        Text.html(label),
                        Text.html("%s; accuracy after the last epoch: %s".formatted(label, last)),
                        MARGIN,
                        MARGIN,
                        HEIGHT - MARGIN,
                        WIDTH - MARGIN,
                        curves.stream()
                                .map(curve -> path(curve, epochs, highest))
                                .collect(joining()));
    }

    private static String path(List<Epoch> curve, int epochs, double highest) {
        String points = curve.stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        MARGIN + (WIDTH - 2.0 * MARGIN) * point.epoch() / epochs,
                        HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * point.accuracy() / highest))
                .collect(joining(" "));
        return curve.size() == 1
                ? "<circle class=\"seed\" r=\"2\" cx=\"%s\" cy=\"%s\"/>".formatted((Object[]) points.split(","))
                : "<polyline class=\"seed\" points=\"%s\"/>".formatted(points);
    }
}
