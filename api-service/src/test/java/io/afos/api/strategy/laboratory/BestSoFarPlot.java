package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.laboratory.Simulation.Improvement;
import io.afos.api.strategy.laboratory.Simulation.Run;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Median and quartiles of the best function's mean fitness against the epochs trained so far. */
final class BestSoFarPlot {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 440;
    private static final int LEFT = 56;
    private static final int RIGHT = 250;
    private static final int TOP = 16;
    private static final int BOTTOM = 44;
    private static final double FIRST = 20;
    private static final int POINTS = 160;
    private static final List<String> COLOURS = List.of(
            "#000000", "#666666", "#e69f00", "#b8a000", "#a0522d", "#56b4e9", "#009e73", "#0072b2", "#d55e00",
            "#cc79a7", "#7f3c8d");

    private final double last;
    private final TabularEvaluator table;
    private final Map<Contestant, List<Run>> runs;
    private final double low;
    private final double high;

    BestSoFarPlot(double last, TabularEvaluator table, Map<Contestant, List<Run>> runs) {
        this.last = last;
        this.table = table;
        this.runs = runs;
        this.high = Math.ceil(table.top(0) * 20) / 20;
        this.low = 0.75 * high;
    }

    /** The mean fitness over all seeds of the function that was the best one after so many epochs; 0 if there was none. */
    static double meanFitnessAfter(Run run, double epochs, TabularEvaluator table) {
        double fitness = 0;
        for (Improvement improvement : run.improvements()) {
            if (improvement.epochs() > epochs) {
                break;
            }
            fitness = table.meanFitness(improvement.fingerprint());
        }
        return fitness;
    }

    String svg() {
        var svg = new StringBuilder();
        svg.append(text("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="12">
                <title>Fitness of the best function against training epochs</title>
                <style>.ink{fill:#222}.grid{stroke:#8884}</style>
                <rect width="%d" height="%d" fill="#fff"/>
                """, WIDTH, HEIGHT, WIDTH, HEIGHT));
        for (double fitness = low; fitness <= high + 1e-9; fitness += (high - low) / 5) {
            svg.append(text(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>\n",
                    LEFT, WIDTH - RIGHT, y(fitness), y(fitness)));
            svg.append(text(
                    "<text class=\"ink\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>\n",
                    LEFT - 6, y(fitness) + 4, fitness));
        }
        for (int epochs : new int[] {20, 50, 100, 200, 500, 1_000, 2_000, 5_000}) {
            svg.append(text(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n",
                    x(epochs), x(epochs), TOP, HEIGHT - BOTTOM));
            svg.append(text(
                    "<text class=\"ink\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>\n",
                    x(epochs), HEIGHT - BOTTOM + 18, epochs));
        }
        svg.append(text(
                "<text class=\"ink\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">training epochs</text>\n",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8));
        runs.forEach((contestant, searches) -> svg.append(course(contestant, searches)));
        return svg.append("</svg>\n").toString();
    }

    private String course(Contestant contestant, List<Run> searches) {
        String colour = COLOURS.get(contestant.ordinal());
        String band = path(searches, 0.75, false) + " L" + path(searches, 0.25, true);
        int y = TOP + 16 + 20 * contestant.ordinal();
        return text("<path d=\"M%s Z\" fill=\"%s\" fill-opacity=\"0.08\"/>\n", band, colour)
                + text(
                        "<path d=\"M%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
                        path(searches, 0.5, false), colour, dashes(contestant))
                + text(
                        "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
                        WIDTH - RIGHT + 10, WIDTH - RIGHT + 34, y - 4, y - 4, colour, dashes(contestant))
                + text("<text class=\"ink\" x=\"%d\" y=\"%d\">%s</text>\n", WIDTH - RIGHT + 40, y, contestant.title());
    }

    private static String dashes(Contestant contestant) {
        return contestant.ordinal() < Contestant.EVOLUTION.ordinal() ? " stroke-dasharray=\"5 3\"" : "";
    }

    private String path(List<Run> searches, double share, boolean backwards) {
        return IntStream.rangeClosed(0, POINTS)
                .map(i -> backwards ? POINTS - i : i)
                .mapToDouble(i -> FIRST * Math.pow(last / FIRST, (double) i / POINTS))
                .mapToObj(epochs -> text("%.1f,%.1f", x(epochs), y(quantile(searches, epochs, share))))
                .collect(Collectors.joining(" L"));
    }

    private double quantile(List<Run> searches, double epochs, double share) {
        return Races.quantile(
                searches.stream()
                        .mapToDouble(run -> meanFitnessAfter(run, epochs, table))
                        .toArray(),
                share);
    }

    private double x(double epochs) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(epochs / FIRST) / Math.log(last / FIRST);
    }

    private double y(double fitness) {
        double share = (Math.max(fitness, low) - low) / (high - low);
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
