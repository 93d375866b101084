package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Expression;
import java.util.Optional;

/**
 * An activation function as operations on float32 tensors of any shape.
 *
 * <p>Value and gradient are finite wherever {@link io.afos.model.expression.WideRange} gives a value and derivative that are
 * finite in float32. Overflow of an intermediate result therefore loses neither. Cancellation is not undone: {@code
 * atanh(tanh(x))} is infinite where tanh(x) rounds to 1. At kinks the derivative follows {@link
 * io.afos.model.expression.UnaryFunction} and {@link io.afos.model.expression.BinaryFunction}.
 */
public sealed interface LoweredActivation permits NativeActivation, DualActivation {

    /** Lowers a function. A known function becomes a native operation of the engine, in whatever form it is written. */
    static LoweredActivation of(Expression expression) {
        return NamedActivations.find(Fingerprint.of(expression))
                .flatMap(named -> Optional.<LoweredActivation>ofNullable(NativeActivation.find(named.name())))
                .orElseGet(() -> new DualActivation(expression));
    }

    /** The values for the elements of {@code x}, without gradients. */
    NDArray value(NDArray x);

    /** The values for the elements of {@code x}, with gradients flowing back to {@code x}. */
    NDArray differentiable(NDArray x);
}
