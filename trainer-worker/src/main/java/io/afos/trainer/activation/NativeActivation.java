package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function with a native implementation and gradient in the engine. */
record NativeActivation(UnaryOperator<NDArray> operation) implements LoweredActivation {

    private static final Map<String, NativeActivation> BY_NAME = Map.ofEntries(
            entry("relu", Activation::relu),
            entry("leaky-relu", x -> Activation.leakyRelu(x, 0.01f)),
            entry("elu", x -> Activation.elu(x, 1)),
            entry("selu", Activation::selu),
            entry("gelu", Activation::gelu),
            entry("silu", x -> x.mul(Activation.sigmoid(x))),
            entry("softplus", Activation::softPlus),
            entry("tanh", Activation::tanh),
            entry("sigmoid", Activation::sigmoid),
            // not Activation.mish: its gradient is NaN for x >= 89
            entry("mish", x -> x.mul(Activation.softPlus(x).tanh())));

    private static Map.Entry<String, NativeActivation> entry(String name, UnaryOperator<NDArray> operation) {
        return Map.entry(name, new NativeActivation(operation));
    }

    /** The operation for a named activation, if the engine has it. */
    static @Nullable NativeActivation find(String name) {
        return BY_NAME.get(name);
    }

    @Override
    public NDArray value(NDArray x) {
        return operation.apply(x);
    }

    @Override
    public NDArray differentiable(NDArray x) {
        return operation.apply(x);
    }
}
