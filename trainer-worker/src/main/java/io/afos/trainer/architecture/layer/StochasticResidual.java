package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Arrays;

/**
 * Adds a branch's output to its input. During training the branch is dropped with a given probability for each image of
 * the batch, and scaled up otherwise (stochastic depth: Huang et al., arXiv 1603.09382).
 */
public final class StochasticResidual extends AbstractBlock {

    private final Block branch;
    private final float rate;

    /** @param rate the probability of dropping the branch, below 1 */
    public StochasticResidual(Block branch, double rate) {
        this.branch = addChildBlock("branch", branch);
        this.rate = (float) rate;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray added = branch.forward(parameters, inputs, training).singletonOrThrow();
        if (training && rate > 0) {
            added = added.mul(survival(x));
        }
        return new NDList(x.add(added));
    }

    /** For each image 0, or 1 / (1 - rate). */
    private NDArray survival(NDArray x) {
        long[] onePerImage = new long[x.getShape().dimension()];
        Arrays.fill(onePerImage, 1);
        onePerImage[0] = x.getShape().get(0);
        return Dropout.dropout(x.getManager().ones(new Shape(onePerImage)), rate, true)
                .singletonOrThrow();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        branch.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
