package io.afos.api.benchmark.report;

import io.afos.api.evaluation.view.Epoch;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import static java.util.stream.Collectors.joining;

/** The learning curves of one table cell, drawn as SVG: accuracy over epochs, one line per seed. */
record CurveChart(int width, int height, String label, String title, String frame, List<Seed> seeds) {

    private static final int WIDTH = 120;
    private static final int HEIGHT = 56;
    private static final int MARGIN = 4;

    /** A line for two or more epochs, a point for one. */
    record Seed(@Nullable String line, @Nullable Point point) {}

    record Point(String x, String y) {

        @Override
        public String toString() {
            return x + "," + y;
        }
    }

    /**
     * @param curves one per seed, none empty
     * @param epochs the largest number of epochs among the curves that share this scale
     * @param highest the highest accuracy among those curves
     */
    static CurveChart of(String label, List<List<Epoch>> curves, int epochs, double highest) {
        String last = curves.stream()
                .map(curve ->
                        ReportText.decimal(100 * curve.get(curve.size() - 1).accuracy(), 1) + " %")
                .collect(joining(", "));
        return new CurveChart(
                WIDTH,
                HEIGHT,
                label,
                String.format(Locale.ROOT, "%s; accuracy after the last epoch: %s", label, last),
                String.format(Locale.ROOT, "M%d %dV%dH%d", MARGIN, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN),
                curves.stream().map(curve -> seed(curve, epochs, highest)).toList());
    }

    private static Seed seed(List<Epoch> curve, int epochs, double highest) {
        List<Point> points =
                curve.stream().map(epoch -> point(epoch, epochs, highest)).toList();
        return points.size() == 1
                ? new Seed(null, points.get(0))
                : new Seed(points.stream().map(Point::toString).collect(joining(" ")), null);
    }

    private static Point point(Epoch epoch, int epochs, double highest) {
        return new Point(
                number(MARGIN + (WIDTH - 2.0 * MARGIN) * epoch.epoch() / epochs),
                number(HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * epoch.accuracy() / highest));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
