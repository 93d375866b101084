package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** DJL's layers with the settings that the networks share. */
public final class Layers {

    private Layers() {}

    public static Block linear(int units, LayerWeights start) {
        Block linear = Linear.builder().setUnits(units).build();
        linear.setInitializer(start.weight(), Parameter.Type.WEIGHT);
        linear.setInitializer(start.bias(), Parameter.Type.BIAS);
        return linear;
    }

    public static Block dropout(double rate) {
        return Dropout.builder().optRate((float) rate).build();
    }

    public static Block maxPool(Kernel kernel) {
        return Pool.maxPool2dBlock(kernel.window(), kernel.strides(), kernel.paddings());
    }

    /**
     * Max-pooling whose last window may extend beyond the edge, so that no pixel is left out and at least one output
     * remains.
     */
    public static Block maxPoolToTheEdge(Kernel kernel) {
        return Pool.maxPool2dBlock(kernel.window(), kernel.strides(), kernel.paddings(), true);
    }

    /** Average pooling to a grid of fixed size, for any height and width of the input. */
    public static Block averageGrid(int side) {
        return LambdaBlock.singleton(
                x -> JniUtils.adaptiveAvgPool((PtNDArray) x, new Shape(side, side)), "averageGrid" + side);
    }
}
