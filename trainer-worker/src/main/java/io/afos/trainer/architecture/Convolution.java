package io.afos.trainer.architecture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/** A 3x3 convolution that keeps height and width. */
final class Convolution extends AbstractBlock {

    static final int KERNEL = 3;

    /** Channels that the engine's CPU kernels work on at once. */
    private static final int BLOCK = 16;

    private final int filters;
    private final Parameter weight;
    private final Parameter bias;

    Convolution(int filters, Initializer weights) {
        this.filters = filters;
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optInitializer(weights)
                .build());
        bias = addParameter(Parameter.builder()
                .setName("bias")
                .setType(Parameter.Type.BIAS)
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    /**
     * Convolves images (batch, channels, height, width) with weights (filters, channels, 3, 3).
     *
     * <p>Sums over channels are only made over whole blocks of {@value #BLOCK}, filled up with zeros: on some processors
     * the kernels of PyTorch 2.7.1 (oneDNN) read memory beyond the last, incomplete block. With 8 filters the gradient of
     * the images then was wrong by more than its own size, or NaN; with 20 channels so were the results. (Up to 16 channels
     * forward are another kernel, which is right.)
     */
    static NDArray apply(NDArray x, NDArray weights, NDArray bias) {
        int filters = (int) weights.getShape().get(0);
        int channels = (int) weights.getShape().get(1);
        int moreChannels = channels > BLOCK ? missing(channels) : 0;
        int moreFilters = missing(filters);
        NDManager step = x.getManager();
        NDArray result = Conv2d.conv2d(
                        pad(step, x, 1, moreChannels),
                        pad(step, pad(step, weights, 1, moreChannels), 0, moreFilters),
                        pad(step, bias, 0, moreFilters),
                        new Shape(1, 1),
                        new Shape(1, 1))
                .singletonOrThrow();
        return moreFilters == 0 ? result : result.get(new NDIndex().addAllDim().addSliceDim(0, filters));
    }

    private static int missing(int channels) {
        return Math.floorMod(-channels, BLOCK);
    }

    private static NDArray pad(NDManager step, NDArray array, int dimension, int more) {
        if (more == 0) {
            return array;
        }
        int dimensions = array.getShape().dimension();
        long[] beforeAndAfterFromLast = new long[2 * dimensions];
        beforeAndAfterFromLast[2 * (dimensions - 1 - dimension) + 1] = more;
        NDArray padded = array.pad(new Shape(beforeAndAfterFromLast), 0);
        padded.attach(step);
        return padded;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray weights = parameters.getValue(weight, x.getDevice(), training);
        NDArray biases = parameters.getValue(bias, x.getDevice(), training);
        return new NDList(apply(x, weights, biases));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        weight.setShape(new Shape(filters, inputShapes[0].get(1), KERNEL, KERNEL));
        bias.setShape(new Shape(filters));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), filters, input.get(2), input.get(3))};
    }
}
