package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.afos.trainer.activation.LoweredActivation;

/** Applies the activation function under test to every element. */
public final class ActivationBlock extends AbstractBlock {

    private final LoweredActivation activation;

    public ActivationBlock(LoweredActivation activation) {
        this.activation = activation;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        var x = inputs.singletonOrThrow();
        return new NDList(training ? activation.differentiable(x) : activation.value(x));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
