package io.afos.api.benchmark.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The critical difference diagram (Demsar 2006, figure 1) as SVG: average ranks on a line, the best at the left; a bar joins
 * functions that Nemenyi's test does not tell apart.
 */
final class RankDiagram {

    private static final double WIDTH = 860;
    private static final double LEFT = 210;
    private static final double RIGHT = WIDTH - 210;
    private static final double AXIS = 62;
    private static final double LINE = 24;
    private static final double BAR = 10;

    private final BenchmarkReport.Comparison comparison;
    private final StringBuilder svg = new StringBuilder();

    private RankDiagram(BenchmarkReport.Comparison comparison) {
        this.comparison = comparison;
    }

    static String of(BenchmarkReport.Comparison comparison) {
        return new RankDiagram(comparison).draw();
    }

    private String draw() {
        List<Integer> order = IntStream.range(0, comparison.activations().size())
                .boxed()
                .sorted(Comparator.comparing(comparison.averageRanks()::get))
                .toList();
        double names = AXIS + 24 + BAR * comparison.groups().size();
        int half = (order.size() + 1) / 2;
        double height = names + LINE * half + 12;
        svg.append("<svg viewBox=\"0 0 %s %s\" role=\"img\" class=\"ranks\" aria-label=\"%s\">"
                .formatted(number(WIDTH), number(height), Text.html(description(order))));
        axis();
        criticalDifference();
        groups();
        for (int place = 0; place < order.size(); place++) {
            boolean left = place < half;
            int row = left ? place : order.size() - 1 - place;
            name(order.get(place), left, names + LINE * row + 12);
        }
        return svg.append("</svg>").toString();
    }

    private String description(List<Integer> order) {
        var parts = new ArrayList<String>();
        order.forEach(i -> parts.add(comparison.activations().get(i) + " "
                + Text.decimal(comparison.averageRanks().get(i), 2)));
        return "Average ranks, best first: %s. Critical difference %s."
                .formatted(String.join(", ", parts), Text.decimal(comparison.criticalDifference(), 2));
    }

    private double x(double rank) {
        int last = Math.max(2, comparison.activations().size());
        return LEFT + (rank - 1) / (last - 1) * (RIGHT - LEFT);
    }

    private void axis() {
        line("axis", LEFT, AXIS, RIGHT, AXIS);
        int last = comparison.activations().size();
        int step = Math.max(1, last / 16);
        for (int rank = 1; rank <= last; rank += step) {
            line("axis", x(rank), AXIS - 6, x(rank), AXIS);
            text("tick", "middle", x(rank), AXIS - 11, Integer.toString(rank));
        }
    }

    private void criticalDifference() {
        double end = LEFT + Math.min(RIGHT - LEFT, x(1 + comparison.criticalDifference()) - LEFT);
        boolean whole = x(1 + comparison.criticalDifference()) <= RIGHT;
        line("cd", LEFT, 18, end, 18);
        line("cd", LEFT, 13, LEFT, 23);
        if (whole) {
            line("cd", end, 13, end, 23);
        }
        text("tick", "start", end + 8, 22, "CD = " + Text.decimal(comparison.criticalDifference(), 2));
    }

    private void groups() {
        for (int i = 0; i < comparison.groups().size(); i++) {
            List<Double> ranks = comparison.groups().get(i).stream()
                    .map(label -> comparison
                            .averageRanks()
                            .get(comparison.activations().indexOf(label)))
                    .toList();
            double y = AXIS + 14 + BAR * i;
            line("group", x(ranks.get(0)) - 4, y, x(ranks.get(ranks.size() - 1)) + 4, y);
        }
    }

    private void name(int function, boolean left, double y) {
        double rank = x(comparison.averageRanks().get(function));
        double edge = left ? LEFT - 16 : RIGHT + 16;
        svg.append("<path class=\"leader\" d=\"M%s %sV%sH%s\"/>"
                .formatted(number(rank), number(AXIS), number(y), number(edge)));
        String label = shorten(comparison.activations().get(function));
        String value = Text.decimal(comparison.averageRanks().get(function), 2);
        text(
                "name",
                left ? "end" : "start",
                edge + (left ? -6 : 6),
                y + 4,
                left ? label + "  " + value : value + "  " + label);
    }

    private static String shorten(String label) {
        return label.length() <= 24 ? label : label.substring(0, 23) + "…";
    }

    private void line(String type, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(type, number(x1), number(y1), number(x2), number(y2)));
    }

    private void text(String type, String anchor, double x, double y, String text) {
        svg.append("<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(type, anchor, number(x), number(y), Text.html(text)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
