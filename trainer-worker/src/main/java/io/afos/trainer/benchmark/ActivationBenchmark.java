package io.afos.trainer.benchmark;

import ai.djl.Device;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.recipe.Architecture;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import io.afos.trainer.image.ImageShape;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Measures the cost of activation functions. */
final class ActivationBenchmark {

    private static final int ROUNDS = 5;

    private final Device device;
    private final PrintStream out;

    ActivationBenchmark(Device device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    /**
     * Processor time of a whole step relative to that of ReLU, which is measured immediately before each; the median of
     * several rounds. NaN where the network's values do not stay finite.
     */
    void run(Architecture architecture, ImageShape shape) {
        Map<String, Expression> functions = functions();
        Map<String, double[]> ratios = new LinkedHashMap<>();
        functions.keySet().forEach(name -> ratios.put(name, new double[ROUNDS]));
        try (var relu = new NoiseTraining(device, architecture, shape, functions.get("relu"))) {
            for (int round = -1; round < ROUNDS; round++) {
                for (var function : functions.entrySet()) {
                    try (var subject = new NoiseTraining(device, architecture, shape, function.getValue())) {
                        double reference = secondsPerStep(relu);
                        double seconds = secondsPerStep(subject);
                        if (round >= 0) {
                            ratios.get(function.getKey())[round] =
                                    subject.diverged() ? Double.NaN : seconds / reference;
                        }
                    }
                }
            }
        }
        ratios.forEach((name, values) -> {
            Arrays.sort(values); // NaN is last
            out.printf(
                    Locale.ROOT, "%.2f  (%.2f to %.2f)  %s%n", values[ROUNDS / 2], values[0], values[ROUNDS - 1], name);
        });
    }

    private static double secondsPerStep(NoiseTraining training) {
        long begin = NoiseTraining.cpuNanos();
        training.steps(1);
        return (NoiseTraining.cpuNanos() - begin) / 1e9;
    }

    private static Map<String, Expression> functions() {
        Map<String, Expression> functions = new LinkedHashMap<>();
        NamedActivations.all().forEach(named -> functions.put(named.name(), named.expression()));
        for (UnaryGene gene : UnaryGene.values()) {
            functions.put(InfixPrinter.print(gene.expression()), gene.expression());
        }
        for (BinaryGene gene : BinaryGene.values()) {
            Expression expression = gene.of(UnaryGene.ERF.expression(), UnaryGene.X.expression());
            functions.put(InfixPrinter.print(expression), expression);
        }
        var space =
                new SearchSpace(List.of(UnaryGene.values()), List.of(BinaryGene.values()), List.of(Shape.ofGenes(7)));
        var random = new Random(7);
        Stream.generate(() -> space.random(random).expression())
                .filter(expression -> Usability.of(expression) == Usability.USABLE)
                .limit(8)
                .forEach(expression -> functions.put(InfixPrinter.print(expression), expression));
        return functions;
    }
}
