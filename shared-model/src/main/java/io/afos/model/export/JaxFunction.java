package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Region;
import java.util.Locale;

/**
 * Activation functions for JAX, with a rule for their derivative. The second derivative is right, or NaN where float32 does
 * not reach.
 */
public final class JaxFunction {

    private static final PythonDialect DIALECT = PythonDialect.JAX;
    private static final String INDENT = "    ";

    private JaxFunction() {}

    /** The source text of a Python file with one function. */
    public static String write(ExportedActivation activation) {
        Lowering lowering = activation.lowering();
        String choice = choice(lowering);
        return activation.comment("#")
                + String.format(
                        Locale.ROOT,
                        """

                import jax
                import jax.numpy as jnp


                def %1$s(inputs):
                    inputs = jnp.asarray(inputs)
                    if not jnp.issubdtype(inputs.dtype, jnp.floating):
                        raise TypeError(f"%1$s takes an array of a floating-point type, not of {inputs.dtype}: convert it first")
                    return _activation(inputs.astype(jnp.promote_types(inputs.dtype, jnp.float32))).astype(inputs.dtype)


                @jax.custom_jvp
                def _activation(x):
                    return %2$s


                @_activation.defjvp
                def _activation_jvp(primals, tangents):
                    value, slope = _both(primals[0])
                    return value, slope * tangents[0]


                @jax.custom_jvp
                def _both(x):
                    return %3$s


                @_both.defjvp
                def _both_jvp(primals, tangents):
                    value, slope = _both(primals[0])
                    return (value, slope), (slope * tangents[0], _second(primals[0]) * tangents[0])


                %4$s


                def _value(x):
                %5$s
                    return value


                def _value_and_slope(x):
                %6$s
                    return value, slope
                %7$s""",
                        activation.functionName(),
                        String.format(Locale.ROOT, choice, "_value", "lambda x: _safe(x)[0]"),
                        String.format(Locale.ROOT, choice, "_value_and_slope", "_safe"),
                        DIALECT.second(activation.functionName(), activation.secondDerivative()),
                        DIALECT.statements(lowering.plain().first(), INDENT, "value"),
                        DIALECT.statements(lowering.plain(), INDENT, "value", "slope"),
                        DIALECT.safe(lowering));
    }

    private static String choice(Lowering lowering) {
        Region ordinary = lowering.ordinary();
        if (ordinary.equals(Region.EVERYWHERE)) {
            return "(%1$s)(x)";
        }
        return ordinary.isEmpty()
                ? "(%2$s)(x)"
                : "jax.lax.cond(jnp.any(" + DIALECT.outside(ordinary) + "), %2$s, %1$s, x)";
    }
}
