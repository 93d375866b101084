package io.afos.model.activation;

import io.afos.model.expression.Expression;
import java.util.Arrays;

/** Whether an expression can serve as an activation function, judged on 40 ordinary inputs in (-6, 6). */
public enum Usability {
    /** Finite and not constant. */
    USABLE,
    /** Undefined, or larger than a float can hold, on at least one ordinary input. */
    NOT_FINITE,
    /** The same value, up to 1e-9 near 0 and a relative 1e-6 elsewhere, on all ordinary inputs. */
    CONSTANT;

    public static Usability of(Expression expression) {
        double[] values = OrdinaryInputs.values(expression);
        if (!Arrays.stream(values).allMatch(Bins::isFinite)) {
            return NOT_FINITE;
        }
        return Arrays.stream(values).mapToLong(OrdinaryInputs::bin).distinct().count() == 1 ? CONSTANT : USABLE;
    }
}
