package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.model.Features;
import io.afos.api.strategy.model.GaussianProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How well models foretell the fitness of functions that they have not seen. */
final class CrossValidation {

    private static final int FOLDS = 10;
    private static final int RESAMPLES = 1_000;

    private final int size;
    private final double[][] features;
    private final double[] fitness;

    /** @param size functions that a model learns from, at most */
    CrossValidation(TabularEvaluator table, int size) {
        this.size = size;
        this.features = table.entries().stream()
                .map(entry -> Features.of(entry.chromosome().expression()))
                .toArray(double[][]::new);
        this.fitness = table.entries().stream()
                .mapToDouble(entry -> table.train(
                                PlayedHistory.fingerprint(entry.chromosome()),
                                table.seeds().get(0),
                                table.epochs())
                        .fitness())
                .toArray();
    }

    private interface Model {
        double[] foretell(double[][] inputs, double[] targets, double[][] points);
    }

    /** A row of a table for each model. */
    List<String> rows() {
        return List.of(
                row("3 nearest neighbours", (inputs, targets, points) -> neighbours(3, inputs, targets, points)),
                row("8 nearest neighbours", (inputs, targets, points) -> neighbours(8, inputs, targets, points)),
                row("Gaussian process", CrossValidation::gaussianProcess));
    }

    private String row(String name, Model model) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, fitness.length).boxed().toList());
        Collections.shuffle(order, new Random(1));
        var foretold = new double[fitness.length];
        int learnt = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            int[] test = IntStream.range(0, fitness.length)
                    .filter(i -> i % FOLDS == left)
                    .map(order::get)
                    .toArray();
            int[] train = IntStream.range(0, fitness.length)
                    .filter(i -> i % FOLDS != left)
                    .map(order::get)
                    .limit(size)
                    .toArray();
            learnt = train.length;
            double[] values = model.foretell(inputs(train), targets(train), inputs(test));
            for (int i = 0; i < test.length; i++) {
                foretold[test[i]] = values[i];
            }
        }
        int[] trained =
                IntStream.range(0, fitness.length).filter(i -> fitness[i] > 0).toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s |",
                name,
                learnt,
                text("%.2f", all(), chosen -> correlation(foretold, chosen)),
                text("%.2f", trained, chosen -> correlation(foretold, chosen)),
                text("%.3f", all(), chosen -> error(foretold, chosen)));
    }

    private int[] all() {
        return IntStream.range(0, fitness.length).toArray();
    }

    private double correlation(double[] foretold, int[] chosen) {
        return Spearman.correlation(
                Arrays.stream(chosen).mapToDouble(i -> foretold[i]).toArray(), targets(chosen));
    }

    private double error(double[] foretold, int[] chosen) {
        return Math.sqrt(Arrays.stream(chosen)
                .mapToDouble(i -> Math.pow(foretold[i] - fitness[i], 2))
                .average()
                .orElseThrow());
    }

    /** A statistic with its 95 % percentile bootstrap interval over the functions. */
    private static String text(String format, int[] functions, ToDoubleFunction<int[]> statistic) {
        var random = new SplittableRandom(1);
        double[] resampled = new double[RESAMPLES];
        Arrays.setAll(
                resampled,
                i -> statistic.applyAsDouble(random.ints(functions.length, 0, functions.length)
                        .map(function -> functions[function])
                        .toArray()));
        return String.format(
                Locale.ROOT,
                "%s (%s to %s)".replace("%s", format),
                statistic.applyAsDouble(functions),
                Races.quantile(resampled, 0.025),
                Races.quantile(resampled, 0.975));
    }

    private double[][] inputs(int[] which) {
        return Arrays.stream(which).mapToObj(i -> features[i]).toArray(double[][]::new);
    }

    private double[] targets(int[] which) {
        return Arrays.stream(which).mapToDouble(i -> fitness[i]).toArray();
    }

    private static double[] gaussianProcess(double[][] inputs, double[] targets, double[][] points) {
        GaussianProcess.Beliefs beliefs = GaussianProcess.fit(inputs, targets).at(points);
        return IntStream.range(0, points.length).mapToDouble(beliefs::mean).toArray();
    }

    /** The mean of the nearest, weighted by the inverse of their distance. */
    private static double[] neighbours(int count, double[][] inputs, double[] targets, double[][] points) {
        return Arrays.stream(points)
                .mapToDouble(point -> {
                    int[] nearest = IntStream.range(0, inputs.length)
                            .boxed()
                            .sorted(Comparator.comparingDouble(i -> distance(inputs[i], point)))
                            .limit(count)
                            .mapToInt(i -> i)
                            .toArray();
                    double weights = Arrays.stream(nearest)
                            .mapToDouble(i -> weight(inputs[i], point))
                            .sum();
                    return Arrays.stream(nearest)
                                    .mapToDouble(i -> weight(inputs[i], point) * targets[i])
                                    .sum()
                            / weights;
                })
                .toArray();
    }

    private static double weight(double[] a, double[] b) {
        return 1 / (distance(a, b) + 1e-3);
    }

    private static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares / a.length);
    }
}
