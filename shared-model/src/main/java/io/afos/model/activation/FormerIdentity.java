package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How version 0.1 told functions apart: by their values in double at the 40 {@link OrdinaryInputs}. What differs only elsewhere
 * shared its trainings then.
 */
public final class FormerIdentity {

    /** What workers of version 0.1 trained as an operation of the engine, for every function with such a fingerprint. */
    private static final Map<Fingerprint, Expression> OPERATIONS =
            List.of("relu", "leaky-relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "tanh", "sigmoid").stream()
                    .map(name -> NamedActivations.find(name).orElseThrow().expression())
                    .collect(Collectors.toUnmodifiableMap(FormerIdentity::fingerprint, Function.identity()));

    private FormerIdentity() {}

    /** The fingerprint that version 0.1 gave. */
    public static Fingerprint fingerprint(Expression expression) {
        return Fingerprint.of(OrdinaryInputs.bins(expression));
    }

    /** Whether two expressions shared their trainings. */
    public static boolean shared(Expression one, Expression other) {
        return fingerprint(one).equals(fingerprint(other));
    }

    /** A function, by formula and fingerprint. */
    public record Trained(String formula, String fingerprint) {}

    /** The function that version 0.1 trained for a formula; in the form of the formula, if it is the same. */
    public static Trained trained(String formula) {
        Expression asked = ExpressionParser.parse(formula);
        Expression trained = trained(asked);
        return new Trained(
                trained.equals(asked) ? formula : InfixPrinter.print(trained),
                Fingerprint.of(trained).value());
    }

    /** The function that version 0.1 trained for this one: itself, or that of an operation of the engine. */
    static Expression trained(Expression asked) {
        Expression operation = OPERATIONS.get(fingerprint(asked));
        boolean same = operation == null || Fingerprint.of(operation).equals(Fingerprint.of(asked));
        return same ? asked : operation;
    }
}
