package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.Mirror;
import java.util.Comparator;

/**
 * Activation functions where f(-x) counts as f(x). Behind a layer whose initial weights are as likely positive as negative,
 * the two have the same distribution of trainings.
 */
public final class MirrorImages {

    private static final Comparator<Expression> ORDER = Comparator.comparing((Expression function) ->
                    FormerIdentity.fingerprint(function).value())
            .thenComparing(function -> Fingerprint.of(function).value());

    private MirrorImages() {}

    /**
     * The one of f(x) and f(-x) that stands for both, whichever of the two is given and however it is written: the one with a name
     * in {@link NamedActivations} before one without, else the one whose fingerprint of version 0.1 comes first, so that searches
     * from that time go on as they were begun.
     */
    public static Expression representative(Expression expression) {
        Expression mirrored = Mirror.of(expression);
        boolean named = isNamed(expression);
        if (named != isNamed(mirrored)) {
            return named ? expression : mirrored;
        }
        return ORDER.compare(expression, mirrored) <= 0 ? expression : mirrored;
    }

    private static boolean isNamed(Expression function) {
        return NamedActivations.find(Fingerprint.of(function)).isPresent();
    }
}
