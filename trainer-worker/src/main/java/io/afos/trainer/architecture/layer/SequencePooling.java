package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Averages tokens (batch, tokens, channels) to (batch, channels), weighted by the softmax of a learned importance of
 * each token (Hassani et al., arXiv 2104.05704, section 3.2).
 */
public final class SequencePooling extends AbstractBlock {

    private final Block importance;

    public SequencePooling(LayerWeights start) {
        importance = addChildBlock("importance", Layers.linear(1, start));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray tokens = inputs.singletonOrThrow();
        NDArray shares = importance
                .forward(parameters, inputs, training)
                .singletonOrThrow()
                .softmax(1)
                .transpose(0, 2, 1);
        return new NDList(shares.matMul(tokens).squeeze(1));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        importance.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(2))};
    }
}
