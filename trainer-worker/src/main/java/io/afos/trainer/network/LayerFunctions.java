package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer;
import io.afos.model.network.Layer.BatchNormalization;
import io.afos.model.network.Layer.Convolution;
import io.afos.model.network.Layer.Dense;
import io.afos.model.network.Layer.LayerNormalization;
import io.afos.model.network.Layer.LocalResponseNormalization;
import io.afos.model.network.Layer.MatMul;
import io.afos.model.network.Window;
import io.afos.trainer.architecture.layer.Convolution.Movement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products and normalisations. */
final class LayerFunctions {

    private static final Shape NONE = new Shape(0, 0);

    private LayerFunctions() {}

    /** @param input the shape of the first input */
    static StepFunction of(Layer layer, Extents input) {
        if (layer instanceof Convolution convolution) {
            return convolution(convolution.window());
        } else if (layer instanceof Dense) {
            return (operands, pass) -> JniUtils.linear(
                    (PtNDArray) operands[0], (PtNDArray) operands[1], (PtNDArray) optional(operands, 2));
        } else if (layer instanceof MatMul) {
            return (operands, pass) -> operands[0].matMul(operands[1]);
        } else if (layer instanceof BatchNormalization norm) {
            return (operands, pass) -> batchNormalised(operands, pass.training(), norm);
        } else if (layer instanceof LayerNormalization norm) {
            Shape axes = Sizes.fixed(input).slice(input.rank() - norm.axes());
            return (operands, pass) -> JniUtils.layerNorm(
                    (PtNDArray) operands[0], axes, (PtNDArray) operands[1], (PtNDArray) operands[2], norm.epsilon());
        } else if (layer instanceof LocalResponseNormalization norm) {
            return (operands, pass) -> locallyNormalised(operands[0], norm);
        }
        throw new IllegalArgumentException("no function for " + layer);
    }

    private static @Nullable NDArray optional(NDArray[] operands, int position) {
        return operands.length > position ? operands[position] : null;
    }

    private static StepFunction convolution(Window window) {
        List<Integer> padding = window.padding();
        Shape strides = Sizes.pair(window.strides());
        Shape dilations = Sizes.pair(window.dilations());
        if (padding.subList(0, 2).equals(padding.subList(2, 4))) {
            var movement = new Movement(strides, Sizes.pair(padding), dilations);
            return (operands, pass) -> convolved(operands[0], operands, movement);
        }
        Shape around = new Shape(padding.get(1), padding.get(3), padding.get(0), padding.get(2));
        var movement = new Movement(strides, NONE, dilations);
        return (operands, pass) -> {
            try (NDArray padded = operands[0].pad(around, 0)) {
                return convolved(padded, operands, movement);
            }
        };
    }

    private static NDArray convolved(NDArray x, NDArray[] operands, Movement movement) {
        return io.afos.trainer.architecture.layer.Convolution.apply(x, operands[1], optional(operands, 2), movement);
    }

    /**
     * A channel with a single value has no variance. It is normalised by the running statistics and does not change them.
     *
     * @param operands images, scale, shift, running mean and running variance
     */
    private static NDArray batchNormalised(NDArray[] operands, boolean training, BatchNormalization norm) {
        Shape shape = operands[0].getShape();
        return JniUtils.batchNorm(
                (PtNDArray) operands[0],
                (PtNDArray) operands[3],
                (PtNDArray) operands[4],
                (PtNDArray) operands[1],
                (PtNDArray) operands[2],
                training && shape.size() > shape.get(1),
                1 - norm.momentum(),
                norm.epsilon());
    }

    /** x / (bias + alpha · mean of the squares of neighbouring channels)^beta, where those that are missing count as 0. */
    private static NDArray locallyNormalised(NDArray x, LocalResponseNormalization norm) {
        Shape shape = x.getShape();
        int before = (norm.size() - 1) / 2;
        try (NDArray squares = x.square();
                NDArray columns = squares.reshape(shape.get(0), 1, shape.get(1), -1);
                NDArray padded = columns.pad(new Shape(0, 0, before, norm.size() - 1 - before), 0);
                NDArray means = JniUtils.avgPool(
                        (PtNDArray) padded, new Shape(norm.size(), 1), new Shape(1, 1), NONE, false, true);
                NDArray weighted = means.mul((float) norm.alpha());
                NDArray raised = weighted.add((float) norm.bias());
                NDArray powers = raised.pow((float) norm.beta());
                NDArray divisors = powers.reshape(shape)) {
            return x.div(divisors);
        }
    }
}
