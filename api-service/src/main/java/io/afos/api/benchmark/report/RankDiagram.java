package io.afos.api.benchmark.report;

import com.samskivert.mustache.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The critical difference diagram (Demsar 2006, figure 1), drawn as SVG. Average ranks are on a line, the best on the
 * left. A bar joins functions that Nemenyi's test does not distinguish.
 */
record RankDiagram(
        String width,
        String height,
        String description,
        Line axis,
        List<Tick> ticks,
        List<Line> criticalDifference,
        Label caption,
        List<Line> groups,
        List<Name> names) {

    private static final Template SVG = Templates.compile("ranks");

    private static final double WIDTH = 860;
    private static final double LEFT = 210;
    private static final double RIGHT = WIDTH - 210;
    private static final double AXIS = 62;
    private static final double LINE = 24;
    private static final double BAR = 10;

    record Line(String type, String x1, String y1, String x2, String y2) {

        private Line(String type, double x1, double y1, double x2, double y2) {
            this(type, number(x1), number(y1), number(x2), number(y2));
        }
    }

    record Label(String type, String anchor, String x, String y, String content) {

        private Label(String type, String anchor, double x, double y, String content) {
            this(type, anchor, number(x), number(y), content);
        }
    }

    record Tick(Line line, Label text) {}

    record Name(String leader, Label text) {}

    static RankDiagram of(BenchmarkReport.Comparison comparison) {
        return new Drawing(comparison).diagram();
    }

    String svg() {
        return SVG.execute(this);
    }

    private record Drawing(BenchmarkReport.Comparison comparison) {

        RankDiagram diagram() {
            List<Integer> order = IntStream.range(0, comparison.activations().size())
                    .boxed()
                    .sorted(Comparator.comparing(comparison.averageRanks()::get))
                    .toList();
            double names = AXIS + 24 + BAR * comparison.groups().size();
            int half = (order.size() + 1) / 2;
            double height = names + LINE * half + 12;
            return new RankDiagram(
                    number(WIDTH),
                    number(height),
                    description(order),
                    new Line("axis", LEFT, AXIS, RIGHT, AXIS),
                    ticks(),
                    criticalDifference(),
                    new Label(
                            "tick",
                            "start",
                            end() + 8,
                            22,
                            "CD = " + ReportText.decimal(comparison.criticalDifference(), 2)),
                    groups(),
                    IntStream.range(0, order.size())
                            .mapToObj(place -> {
                                boolean left = place < half;
                                int row = left ? place : order.size() - 1 - place;
                                return name(order.get(place), left, names + LINE * row + 12);
                            })
                            .toList());
        }

        private String description(List<Integer> order) {
            var parts = new ArrayList<String>();
            order.forEach(i -> parts.add(comparison.activations().get(i) + " "
                    + ReportText.decimal(comparison.averageRanks().get(i), 2)));
            return String.format(
                    Locale.ROOT,
                    "Average ranks, best first: %s. Critical difference %s.",
                    String.join(", ", parts),
                    ReportText.decimal(comparison.criticalDifference(), 2));
        }

        private double x(double rank) {
            int last = Math.max(2, comparison.activations().size());
            return LEFT + (rank - 1) / (last - 1) * (RIGHT - LEFT);
        }

        private List<Tick> ticks() {
            int last = comparison.activations().size();
            int step = Math.max(1, last / 16);
            return IntStream.iterate(1, rank -> rank <= last, rank -> rank + step)
                    .mapToObj(rank -> new Tick(
                            new Line("axis", x(rank), AXIS - 6, x(rank), AXIS),
                            new Label("tick", "middle", x(rank), AXIS - 11, Integer.toString(rank))))
                    .toList();
        }

        private double end() {
            return LEFT + Math.min(RIGHT - LEFT, x(1 + comparison.criticalDifference()) - LEFT);
        }

        private List<Line> criticalDifference() {
            boolean whole = x(1 + comparison.criticalDifference()) <= RIGHT;
            return Stream.concat(
                            Stream.of(new Line("cd", LEFT, 18, end(), 18), new Line("cd", LEFT, 13, LEFT, 23)),
                            whole ? Stream.of(new Line("cd", end(), 13, end(), 23)) : Stream.empty())
                    .toList();
        }

        private List<Line> groups() {
            return IntStream.range(0, comparison.groups().size())
                    .mapToObj(i -> {
                        List<Double> ranks = comparison.groups().get(i).stream()
                                .map(label -> comparison
                                        .averageRanks()
                                        .get(comparison.activations().indexOf(label)))
                                .toList();
                        double y = AXIS + 14 + BAR * i;
                        return new Line("group", x(ranks.get(0)) - 4, y, x(ranks.get(ranks.size() - 1)) + 4, y);
                    })
                    .toList();
        }

        private Name name(int function, boolean left, double y) {
            double rank = x(comparison.averageRanks().get(function));
            double edge = left ? LEFT - 16 : RIGHT + 16;
            String label = shorten(comparison.activations().get(function));
            String value = ReportText.decimal(comparison.averageRanks().get(function), 2);
            return new Name(
                    String.format(Locale.ROOT, "M%s %sV%sH%s", number(rank), number(AXIS), number(y), number(edge)),
                    new Label(
                            "name",
                            left ? "end" : "start",
                            edge + (left ? -6 : 6),
                            y + 4,
                            left ? label + "  " + value : value + "  " + label));
        }
    }

    private static String shorten(String label) {
        return label.length() <= 24 ? label : label.substring(0, 23) + "…";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
