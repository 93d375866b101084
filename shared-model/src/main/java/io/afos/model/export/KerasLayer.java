package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Region;
import java.util.Locale;

/**
 * Activation functions as layers for Keras 3, whatever its backend, with a rule for their derivative. The second derivative
 * is right, or NaN where float32 does not reach.
 */
public final class KerasLayer {

    private static final PythonDialect DIALECT = PythonDialect.KERAS;
    private static final String INDENT = "    ";

    private KerasLayer() {}

    /** The source text of a Python file with one layer. */
    public static String write(ExportedActivation activation) {
        Lowering lowering = activation.lowering();
        return activation.comment("#")
                + String.format(
                        Locale.ROOT,
                        """

                import keras
                from keras import ops


                @keras.saving.register_keras_serializable(package="afos")
                class %1$s(keras.layers.Layer):
                    def call(self, inputs):
                        dtype = keras.backend.standardize_dtype(inputs.dtype)
                        if dtype not in ("float16", "bfloat16", "float32", "float64"):
                            raise TypeError(f"%1$s takes a tensor of a floating-point type, not of {dtype}: convert it first")
                        x = inputs if dtype in ("float32", "float64") else ops.cast(inputs, "float32")
                        return ops.cast(_activation(x), dtype)

                    def compute_output_spec(self, inputs):
                        return keras.KerasTensor(inputs.shape, dtype=inputs.dtype)

                    def compute_output_shape(self, input_shape):
                        return input_shape


                @ops.custom_gradient
                def _activation(x):
                    def gradient(*arguments, upstream=None):
                        # the PyTorch backend gives the input, too
                        return arguments[0] * _slope(x) if upstream is None else upstream * _slope(arguments[0])

                    return %2$s, gradient


                @ops.custom_gradient
                def _slope(x):
                    def gradient(*arguments, upstream=None):
                        return arguments[0] * _second(x) if upstream is None else upstream * _second(arguments[0])

                    return %3$s, gradient


                %4$s


                def _value(x):
                %5$s
                    return value


                def _value_and_slope(x):
                %6$s
                    return value, slope
                %7$s""",
                        activation.className(),
                        choice(lowering, "_value(x)", "_safe(x)[0]"),
                        choice(lowering, "_value_and_slope(x)[1]", "_safe(x)[1]"),
                        DIALECT.second(activation.className(), activation.secondDerivative()),
                        DIALECT.statements(lowering.plain().first(), INDENT, "value"),
                        DIALECT.statements(lowering.plain(), INDENT, "value", "slope"),
                        DIALECT.safe(lowering));
    }

    private static String choice(Lowering lowering, String plain, String safe) {
        Region ordinary = lowering.ordinary();
        if (ordinary.equals(Region.EVERYWHERE)) {
            return plain;
        }
        return ordinary.isEmpty()
                ? safe
                : String.format(
                        Locale.ROOT,
                        "ops.cond(ops.any(%s), lambda: %s, lambda: %s)",
                        DIALECT.outside(ordinary),
                        safe,
                        plain);
    }
}
