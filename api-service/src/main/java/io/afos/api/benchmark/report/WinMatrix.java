package io.afos.api.benchmark.report;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A heat map as SVG: in how many contexts the function of a row is better than that of a column. */
final class WinMatrix {

    private static final int CELL = 46;
    private static final int LABELS = 150;
    private static final int TOP = 110;

    private WinMatrix() {}

    private record Count(int wins, int ties, int losses) {}

    static String of(BenchmarkReport.Comparison comparison) {
        List<String> names = comparison.activations();
        Map<String, Count> counts = new HashMap<>();
        for (BenchmarkReport.Pair pair : comparison.pairs()) {
            counts.put(pair.first() + "\n" + pair.second(), new Count(pair.wins(), pair.ties(), pair.losses()));
            counts.put(pair.second() + "\n" + pair.first(), new Count(pair.losses(), pair.ties(), pair.wins()));
        }
        var svg = new StringBuilder();
        int side = LABELS + CELL * names.size();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" class=\"wins\" aria-label=\"Contexts won by the row's function against the column's\">"
                        .formatted(side + 40, side - LABELS + TOP + 8, side + 40));
        for (int i = 0; i < names.size(); i++) {
            double middle = CELL * (i + 0.5);
            svg.append("<text class=\"name\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>"
                    .formatted(LABELS - 8, TOP + middle + 4, Text.html(shorten(names.get(i)))));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"name\" transform=\"translate(%.1f %d) rotate(-45)\">%s</text>",
                    LABELS + middle - 4,
                    TOP - 8,
                    Text.html(shorten(names.get(i)))));
            for (int j = 0; j < names.size(); j++) {
                Count count = counts.get(names.get(i) + "\n" + names.get(j));
                svg.append(cell(names.get(i), names.get(j), count, LABELS + CELL * j, TOP + CELL * i));
            }
        }
        return svg.append("</svg>").toString();
    }

    private static String cell(String row, String column, @Nullable Count count, int x, int y) {
        if (count == null) {
            return "<rect class=\"none\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>"
                    .formatted(x + 1, y + 1, CELL - 2, CELL - 2);
        }
        double balance = (count.wins - count.losses) / (double) (count.wins + count.ties + count.losses);
        return String.format(
                Locale.ROOT,
                "<g><title>%s against %s: %d wins, %d ties, %d losses</title><rect class=\"%s\" fill-opacity=\"%.2f\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/><text class=\"count\" text-anchor=\"middle\" x=\"%d\" y=\"%d\">%d</text></g>",
                Text.html(row),
                Text.html(column),
                count.wins,
                count.ties,
                count.losses,
                balance >= 0 ? "won" : "lost",
                0.08 + 0.72 * Math.abs(balance),
                x + 1,
                y + 1,
                CELL - 2,
                CELL - 2,
                x + CELL / 2,
                y + CELL / 2 + 4,
                count.wins);
    }

    private static String shorten(String label) {
        return label.length() <= 18 ? label : label.substring(0, 17) + "…";
    }
}
