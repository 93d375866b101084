package io.afos.api.benchmark;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Expression;
import io.afos.model.expression.InfixPrinter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An activation function in a benchmark. */
public record Competitor(
        @Schema(description = "Name of the standard activation if it is one, otherwise the formula")
        String label,

        String fingerprint,
        String formula,

        @Schema(description = "Whether it is a baseline, which the others should beat")
        boolean baseline,

        @Schema(description = "Origin, for example: search 7, rank 1") @Nullable
        String origin) {

    public static Competitor of(Expression expression, boolean baseline, @Nullable String origin) {
        Fingerprint fingerprint = Fingerprint.of(expression);
        String formula = InfixPrinter.print(expression);
        String label =
                NamedActivations.find(fingerprint).map(NamedActivation::name).orElse(formula);
        return new Competitor(label, fingerprint.value(), formula, baseline, origin);
    }
}
