package io.afos.model.activation;

import io.afos.model.expression.Expression;
import java.util.Arrays;

/** Whether an expression can serve as an activation function, judged on the points of {@link Fingerprint}. */
public enum Usability {
    /** Finite and not constant. */
    USABLE,
    /** Undefined, or larger than a float can hold, on at least one ordinary input. */
    NOT_FINITE,
    /** The same value, to the tolerance of the fingerprint, on all ordinary inputs. */
    CONSTANT;

    public static Usability of(Expression expression) {
        double[] values = Samples.values(expression);
        if (!Arrays.stream(values).allMatch(Samples::finite)) {
            return NOT_FINITE;
        }
        return Arrays.stream(values).mapToLong(Samples::bin).distinct().count() == 1 ? CONSTANT : USABLE;
    }
}
