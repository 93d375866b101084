package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Region;
import java.util.Locale;

/**
 * Activation functions for numpy, with their derivative. Inputs at which plain arithmetic is not right are computed with more
 * care, in float64.
 */
public final class NumpyFunction {

    private static final PythonDialect DIALECT = PythonDialect.NUMPY;
    private static final String INDENT = "    ";

    private NumpyFunction() {}

    /** The source text of a Python file with one function, which has the derivative as its attribute {@code derivative}. */
    public static String write(ExportedActivation activation) {
        Lowering lowering = activation.lowering();
        String code = String.format(
                Locale.ROOT,
                """

                import numpy as np


                def %1$s(inputs):
                    return _evaluated(inputs, _value, 0)


                def _derivative(inputs):
                    return _evaluated(inputs, _slope, 1)


                %1$s.derivative = _derivative


                def _evaluated(inputs, plain, output):
                    inputs = np.asarray(inputs)
                    if not np.issubdtype(inputs.dtype, np.floating):
                        raise TypeError(f"%1$s takes numbers of a floating-point type, not of {inputs.dtype}: convert them first")
                    x = inputs.astype(np.promote_types(inputs.dtype, np.float32)).reshape(-1)
                    with np.errstate(all="ignore"):
                %2$s
                        return result.reshape(inputs.shape).astype(inputs.dtype)[()]


                def _value(x):
                %3$s
                    return value


                def _slope(x):
                %4$s
                    return slope
                %5$s""",
                activation.functionName(),
                result(lowering.ordinary()).indent(8).stripTrailing(),
                DIALECT.statements(lowering.plain().first(), INDENT, "value"),
                DIALECT.statements(lowering.plain(), INDENT, "value", "slope"),
                DIALECT.safe(lowering));
        return activation.comment("#") + code + Substitute.calledIn(code, Substitute.OF_NUMPY);
    }

    private static String result(Region ordinary) {
        if (ordinary.equals(Region.EVERYWHERE)) {
            return "result = plain(x)";
        }
        return ordinary.isEmpty()
                ? "result = _safe(x.astype(np.float64))[output]"
                : String.format(Locale.ROOT, """
                        result = plain(x)
                        rare = %s
                        if rare.any():
                            result[rare] = _safe(x[rare].astype(np.float64))[output]""", DIALECT.outside(ordinary));
    }
}
