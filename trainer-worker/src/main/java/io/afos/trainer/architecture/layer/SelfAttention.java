package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Multi-head scaled dot-product self-attention of tokens (batch, tokens, channels) (Vaswani et al., arXiv 1706.03762),
 * with one dense layer without bias for queries, keys and values, and dropout 0.1 on the attention weights.
 *
 * <p>DJL's own block has biases there; the published network does not.
 */
public final class SelfAttention extends AbstractBlock {

    private static final double DROPOUT = 0.1;

    private final int heads;
    private final int channels;
    private final Block queriesKeysValues;
    private final Block dropout;
    private final Block projection;

    /** @param channels a multiple of the heads */
    public SelfAttention(int heads, int channels, LayerWeights start) {
        this.heads = heads;
        this.channels = channels;
        Block joint = Linear.builder().setUnits(3L * channels).optBias(false).build();
        joint.setInitializer(start.weight(), "weight");
        queriesKeysValues = addChildBlock("queriesKeysValues", joint);
        dropout = addChildBlock("dropout", Layers.dropout(DROPOUT));
        projection = addChildBlock("projection", Layers.linear(channels, start));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        long tokens = inputs.singletonOrThrow().getShape().get(1);
        int headChannels = channels / heads;
        // (3, batch, heads, tokens, channels per head)
        NDArray joint = queriesKeysValues
                .forward(parameters, inputs, training)
                .singletonOrThrow()
                .reshape(-1, tokens, 3, heads, headChannels)
                .transpose(2, 0, 3, 1, 4);
        NDArray queries = joint.get(0);
        NDArray keys = joint.get(1);
        NDArray values = joint.get(2);
        NDArray attention = queries.matMul(keys.transpose(0, 1, 3, 2))
                .mul(1 / Math.sqrt(headChannels))
                .softmax(-1);
        NDArray attended = dropout.forward(parameters, new NDList(attention), training)
                .singletonOrThrow()
                .matMul(values)
                .transpose(0, 2, 1, 3)
                .reshape(-1, tokens, channels);
        return projection.forward(parameters, new NDList(attended), training);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        queriesKeysValues.initialize(manager, dataType, inputShapes);
        dropout.initialize(manager, dataType, inputShapes);
        projection.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
