package io.afos.api.request;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.ExpressionSyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Activation functions as requests name them: by a name in /catalog/activations, or by a formula. */
public final class RequestedFunction {

    private RequestedFunction() {}

    /** @throws InvalidRequest if the text is neither a name nor a formula */
    public static Expression read(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidRequest(field, "must be the name of an activation function, or a formula");
        }
        try {
            return NamedActivations.find(text.strip())
                    .map(NamedActivation::expression)
                    .orElseGet(() -> ExpressionParser.parse(text));
        } catch (ExpressionSyntaxException e) {
            throw new InvalidRequest(field, "is no name in /catalog/activations and no formula: " + e.getMessage());
        }
    }

    /** @throws InvalidRequest if the text is neither a name nor a formula, or of a function that cannot be trained */
    public static Expression readTrainable(String field, @Nullable String text) {
        Expression expression = read(field, text);
        if (Usability.of(expression) != Usability.USABLE) {
            throw new InvalidRequest(field, "cannot be trained: it is not finite, or constant, on ordinary inputs");
        }
        return expression;
    }

    /** As {@link #readTrainable}, the fields {@code field[0]}, {@code field[1]}, and so on. */
    public static List<Expression> readAllTrainable(String field, List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> readTrainable(String.format(Locale.ROOT, "%s[%d]", field, i), texts.get(i)))
                .toList();
    }
}
