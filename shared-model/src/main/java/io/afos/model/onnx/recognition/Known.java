package io.afos.model.onnx.recognition;

import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** The named activation functions, recognised by their values, however a graph writes them. */
final class Known {

    /** Functions that nodes compute for other purposes. */
    private static final Set<String> ARITHMETIC = Set.of("linear", "exponential");

    private static final double[] POINTS = DoubleStream.iterate(-9.3, x -> x < 9.5, x -> x + 0.57)
            .map(x -> x + 0.01 * x * x)
            .toArray();

    /** Constants in files are float32; GELU and its approximation by tanh differ by 5e-4. */
    private static final double TOLERANCE = 2e-5;

    private static final List<Sampled> ALL = NamedActivations.all().stream()
            .filter(activation -> !ARITHMETIC.contains(activation.name()))
            .map(activation ->
                    new Sampled(activation, sample(x -> activation.expression().value(x))))
            .toList();

    private Known() {}

    private record Sampled(NamedActivation activation, List<Double> values) {}

    static Optional<NamedActivation> find(DoubleUnaryOperator function) {
        List<Double> values = sample(function);
        return ALL.stream()
                .filter(known -> agree(known.values(), values))
                .map(Sampled::activation)
                .findFirst();
    }

    /** Whether the function is a straight line, or nowhere a number. */
    static boolean isAffine(DoubleUnaryOperator function) {
        double shift = function.applyAsDouble(0);
        double slope = function.applyAsDouble(1) - shift;
        return agree(sample(x -> slope * x + shift), sample(function));
    }

    private static boolean agree(List<Double> one, List<Double> other) {
        for (int i = 0; i < POINTS.length; i++) {
            double difference = Math.abs(one.get(i) - other.get(i));
            if (!(difference <= TOLERANCE * (1 + Math.abs(one.get(i))))) {
                return false;
            }
        }
        return true;
    }

    private static List<Double> sample(DoubleUnaryOperator function) {
        return DoubleStream.of(POINTS).map(function).boxed().toList();
    }
}
