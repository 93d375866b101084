package io.afos.model.export;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.LatexPrinter;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.SafeLowering;

/**
 * Activation functions as source code, with their notes as comments.
 *
 * <p>The code computes f(x0) and f'(x0) with x0 = x cut off from the gradient graph and returns (x - x0)·f'(x0) + f(x0): exactly
 * the value, and exactly the derivative as gradient. On float32 neither is NaN or infinite where the exact ones are finite;
 * see {@link SafeLowering}. Second derivatives are not to be had from it.
 */
public final class SourceCode {

    private SourceCode() {}

    /** A module for PyTorch. */
    public static String pytorch(ExportedActivation activation) {
        return """
                %s
                import torch


                class %s(torch.nn.Module):
                    def forward(self, input):
                        dtype = input.dtype
                        x = input.detach()
                        if dtype in (torch.float16, torch.bfloat16):
                            x = x.float()
                %s
                        # the value is exactly value, the gradient exactly slope
                        return (input - input.detach()) * slope.to(dtype) + value.to(dtype)
                """.formatted(
                activation.comment("#"), activation.className(), body(PythonDialect.TORCH, activation, "        "));
    }

    /** A layer for Keras 3, whatever its backend. */
    public static String keras(ExportedActivation activation) {
        return """
                %s
                import keras
                from keras import ops


                @keras.saving.register_keras_serializable(package="afos")
                class %s(keras.layers.Layer):
                    def call(self, inputs):
                        dtype = keras.backend.standardize_dtype(inputs.dtype)
                        x = ops.stop_gradient(inputs)
                        if dtype in ("float16", "bfloat16"):
                            x = ops.cast(x, "float32")
                %s
                        # the value is exactly value, the gradient exactly slope
                        return (inputs - ops.stop_gradient(inputs)) * ops.cast(slope, dtype) + ops.cast(value, dtype)

                    def compute_output_shape(self, input_shape):
                        return input_shape
                """.formatted(
                activation.comment("#"), activation.className(), body(PythonDialect.KERAS, activation, "        "));
    }

    /** A function for JAX. */
    public static String jax(ExportedActivation activation) {
        return """
                %s
                import jax
                import jax.numpy as jnp


                def %s(inputs):
                    inputs = jnp.asarray(inputs)
                    dtype = inputs.dtype
                    x = jax.lax.stop_gradient(inputs).astype(jnp.promote_types(dtype, jnp.float32))
                %s
                    # the value is exactly value, the gradient exactly slope
                    return (inputs - jax.lax.stop_gradient(inputs)) * slope.astype(dtype) + value.astype(dtype)
                """.formatted(
                activation.comment("#"), activation.functionName(), body(PythonDialect.JAX, activation, "    "));
    }

    /** A block for DJL. */
    public static String djl(ExportedActivation activation) {
        return """
                %s
                import ai.djl.ndarray.NDArray;
                import ai.djl.ndarray.NDArrays;
                import ai.djl.ndarray.NDList;
                import ai.djl.ndarray.types.DataType;
                import ai.djl.ndarray.types.Shape;
                import ai.djl.nn.AbstractBlock;
                import ai.djl.nn.Activation;
                import ai.djl.training.ParameterStore;
                import ai.djl.util.PairList;

                public final class %s extends AbstractBlock {

                    @Override
                    protected NDList forwardInternal(
                            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
                        NDArray input = inputs.singletonOrThrow();
                        DataType type = input.getDataType();
                        boolean half = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
                        NDArray x = half ? input.stopGradient().toType(DataType.FLOAT32, false) : input.stopGradient();
                %s
                        // the value is exactly value, the gradient exactly slope
                        NDArray zero = input.sub(input.stopGradient());
                        return new NDList(zero.mul(slope.toType(type, false)).add(value.toType(type, false)));
                    }

                    private static NDArray number(NDArray like, double number) {
                        return like.getManager().create(number).toType(like.getDataType(), false);
                    }

                    @Override
                    public Shape[] getOutputShapes(Shape[] inputShapes) {
                        return inputShapes;
                    }
                }
                """.formatted(
                        // javac reads unicode escapes in comments, too
                        activation.comment("//").replace("\\", "\\\\"),
                        activation.className(),
                        body(new JavaDialect(), activation, "        "));
    }

    /** An {@code align} environment with function and derivative; it needs amsmath. */
    public static String latex(ExportedActivation activation) {
        return """
                %s\\begin{align}
                f(x) &= %s \\\\
                f'(x) &= %s
                \\end{align}
                """.formatted(
                        activation.comment("%"),
                        LatexPrinter.print(activation.expression()),
                        LatexPrinter.print(Derivative.of(activation.expression())));
    }

    /** The formula on the first line. */
    public static String formula(ExportedActivation activation) {
        return InfixPrinter.print(activation.expression()) + "\n" + activation.comment("#");
    }

    private static String body(Dialect dialect, ExportedActivation activation, String indent) {
        Program program = SafeLowering.dual(activation.expression());
        boolean plain = program.equals(Program.ofDual(activation.expression(), true));
        String explanation = plain
                ? ""
                : indent + dialect.comment("where plain arithmetic overflows, sign and logarithm of each number go on");
        return (explanation + dialect.statements(program, indent)).stripTrailing();
    }
}
