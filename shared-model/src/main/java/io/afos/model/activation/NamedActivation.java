package io.afos.model.activation;

import io.afos.model.expression.Expression;

/**
 * An activation function known by a name.
 *
 * @param name lower-case letters, digits and hyphens, such as {@code leaky-relu}
 * @param title as it is written in texts, such as {@code Leaky ReLU}
 * @param source the paper it comes from
 */
public record NamedActivation(String name, String title, Expression expression, String source) {

    public Fingerprint fingerprint() {
        return Fingerprint.of(expression);
    }
}
