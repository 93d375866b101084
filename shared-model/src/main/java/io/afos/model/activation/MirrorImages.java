package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Mirror;

/**
 * Activation functions where f(-x) counts as f(x). Behind a layer whose initial weights are as likely positive as negative,
 * the two have the same distribution of trainings.
 */
public final class MirrorImages {

    private MirrorImages() {}

    /**
     * The one of f(x) and f(-x) that stands for both, whichever of the two is given and however it is written: the one with a name
     * in {@link NamedActivations} before one without, else the one whose fingerprint comes first.
     */
    public static Expression representative(Expression expression) {
        Expression mirrored = Mirror.of(expression);
        Fingerprint one = Fingerprint.of(expression);
        Fingerprint other = Fingerprint.of(mirrored);
        boolean named = NamedActivations.find(one).isPresent();
        if (named != NamedActivations.find(other).isPresent()) {
            return named ? expression : mirrored;
        }
        return one.value().compareTo(other.value()) <= 0 ? expression : mirrored;
    }
}
