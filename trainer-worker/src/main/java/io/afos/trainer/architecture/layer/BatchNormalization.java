package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Batch norm over images (batch, channels, height, width) with epsilon 1e-5 and momentum 0.1: each step replaces a
 * tenth of the running statistics. Evaluation uses the running statistics.
 *
 * <p>A channel with a single value (one image of one pixel, possible in a last batch) has no variance. It is normalised
 * by the running statistics and does not change them.
 */
public final class BatchNormalization extends AbstractBlock {

    private final Block norm = addChildBlock("norm", BatchNorm.builder().build());

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        boolean severalValues = x.getShape().size() > x.getShape().get(1);
        return norm.forward(parameters, inputs, training && severalValues);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        norm.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
