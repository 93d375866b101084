package io.afos.api.benchmark.web;

import io.afos.api.benchmark.Competitor;
import io.afos.api.web.InvalidRequest;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.ExpressionSyntaxException;
import io.afos.model.expression.InfixPrinter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Activation functions as requests name them. */
final class Functions {

    private Functions() {}

    static List<Competitor> readAll(String field, List<String> texts, boolean baseline) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> read("%s[%d]".formatted(field, i), texts.get(i), baseline))
                .toList();
    }

    /**
     * Reads a name or a formula.
     *
     * @throws InvalidRequest if it is neither, or a function that cannot be trained
     */
    static Competitor read(String field, @Nullable String text, boolean baseline) {
        if (text == null || text.isBlank()) {
            throw new InvalidRequest(field, "must be the name of an activation function, or a formula");
        }
        return NamedActivations.find(text)
                .map(named -> of(named.expression(), baseline, null))
                .orElseGet(() -> of(parse(field, text), baseline, null));
    }

    static Competitor of(Expression expression, boolean baseline, @Nullable String origin) {
        Fingerprint fingerprint = Fingerprint.of(expression);
        String formula = InfixPrinter.print(expression);
        String label =
                NamedActivations.find(fingerprint).map(NamedActivation::name).orElse(formula);
        return new Competitor(label, fingerprint.value(), formula, baseline, origin);
    }

    private static Expression parse(String field, String text) {
        Expression expression;
        try {
            expression = ExpressionParser.parse(text);
        } catch (ExpressionSyntaxException e) {
            throw new InvalidRequest(field, "is no name in /catalog/activations and no formula: " + e.getMessage());
        }
        if (Usability.of(expression) != Usability.USABLE) {
            throw new InvalidRequest(field, "cannot be trained: it is not finite, or constant, on ordinary inputs");
        }
        return expression;
    }
}
