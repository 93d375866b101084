package io.afos.api.strategy.history;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.Usability;
import io.afos.model.expression.Expression;

/**
 * Identifies the function of a candidate.
 *
 * @param usable whether it is worth training
 */
public record Identity(String fingerprint, boolean usable) {

    public static Identity of(Expression function) {
        return new Identity(Fingerprint.of(function).value(), Usability.of(function) == Usability.USABLE);
    }
}
