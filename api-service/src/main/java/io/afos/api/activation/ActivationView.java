package io.afos.api.activation;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Effort;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.expression.WideRange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An activation function. */
public record ActivationView(
        String fingerprint,
        @Nullable String name,

        @Schema(description = "The simplest known form; `family` has those in which searches proposed it")
        String formula,

        String latex,
        @Schema(description = "Its derivative as a formula") String derivative,
        String derivativeLatex,

        @Schema(description = "Where its name comes from") @Nullable
        String source,

        @Schema(description = "Value and derivative at equally spaced points, by default 201 from -8 to 8")
        List<Point> curve) {

    /** For a node at a point. */
    private static final double STEPS = 1.0 / 200;

    /**
     * A point of the curve; {@code y} or {@code dy} is {@code null} where the function or its derivative is not finite.
     */
    public record Point(
            double x, @Nullable Double y, @Nullable Double dy) {}

    public static ActivationView of(String fingerprint, Expression expression, CurveRange range) {
        Optional<NamedActivation> named = NamedActivations.find(new Fingerprint(fingerprint));
        Expression derivative = Derivative.of(expression);
        Effort.spend(STEPS * range.points() * (expression.size() + derivative.size()));
        return new ActivationView(
                fingerprint,
                named.map(NamedActivation::name).orElse(null),
                InfixPrinter.print(expression),
                LatexPrinter.print(expression),
                InfixPrinter.print(derivative),
                LatexPrinter.print(derivative),
                named.map(NamedActivation::source).orElse(null),
                IntStream.range(0, range.points())
                        .mapToObj(i -> point(expression, derivative, range.x(i)))
                        .toList());
    }

    private static Point point(Expression expression, Expression derivative, double x) {
        var at = WideRange.evaluateWhereNeeded(expression, derivative, x);
        return new Point(x, finite(at.value()), finite(at.derivative()));
    }

    private static @Nullable Double finite(double value) {
        // A zero has no sign here.
        return Double.isFinite(value) ? value + 0.0 : null;
    }
}
