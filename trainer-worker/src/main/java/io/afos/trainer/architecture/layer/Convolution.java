package io.afos.trainer.architecture.layer;

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
import org.jspecify.annotations.Nullable;

/** A convolution, over all channels together or depthwise. All convolutions of all networks are created here. */
public final class Convolution extends AbstractBlock {

    /** The number of channels that the engine's CPU kernels process together. */
    private static final int BLOCK = 16;

    private static final int DEPTHWISE = 0;

    private final int filters;
    private final Kernel kernel;
    private final Movement movement;
    private final Parameter weight;
    private final @Nullable Parameter bias;

    /** How the window of a convolution moves; each is a height and a width in pixels. */
    public record Movement(Shape strides, Shape paddings, Shape dilations) {

        static Movement of(Kernel kernel) {
            return new Movement(kernel.strides(), kernel.paddings(), new Shape(1, 1));
        }
    }

    private Convolution(int filters, Kernel kernel, Initializer weights, @Nullable Initializer biases) {
        this.filters = filters;
        this.kernel = kernel;
        this.movement = Movement.of(kernel);
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .optInitializer(weights)
                .build());
        bias = biases == null
                ? null
                : addParameter(Parameter.builder()
                        .setName("bias")
                        .setType(Parameter.Type.BIAS)
                        .optInitializer(biases)
                        .build());
    }

    /** A convolution with a bias. */
    public static Convolution biased(int filters, Kernel kernel, LayerWeights start) {
        return new Convolution(filters, kernel, start.weight(), start.bias());
    }

    public static Convolution unbiased(int filters, Kernel kernel, Initializer weights) {
        return new Convolution(filters, kernel, weights, null);
    }

    /** A depthwise convolution without a bias. */
    public static Convolution depthwise(Kernel kernel, Initializer weights) {
        return new Convolution(DEPTHWISE, kernel, weights, null);
    }

    /**
     * Convolves images (batch, channels, height, width).
     *
     * <p>Except for 1x1 and grouped convolutions, channels are padded with zeros to whole blocks of {@value #BLOCK}:
     * on some processors the kernels of PyTorch 2.7.1 (oneDNN) read memory beyond the last, incomplete block. With 8
     * filters the gradient of the images was then wrong by more than its own size, or NaN; with 20 channels so were the
     * results. (Up to 16 channels the forward pass uses another kernel, which is correct.) With strides, the gradient
     * of 48 channels was wrong too: there blocks are processed in pairs.
     *
     * @param weights (filters, channels / groups, height, width)
     * @param bias (filters), if any
     */
    public static NDArray apply(NDArray x, NDArray weights, @Nullable NDArray bias, Movement movement) {
        int filters = (int) weights.getShape().get(0);
        int channels = (int) weights.getShape().get(1);
        int groups = (int) (x.getShape().get(1) / channels);
        if (weights.getShape().slice(2).size() == 1 || groups > 1) {
            return convolve(x, weights, bias, movement, groups);
        }
        int moreChannels =
                channels > BLOCK ? missing(channels, movement.strides().size() == 1 ? BLOCK : 2 * BLOCK) : 0;
        int moreFilters = missing(filters, BLOCK);
        NDManager step = x.getManager();
        NDArray result = convolve(
                pad(step, x, 1, moreChannels),
                pad(step, pad(step, weights, 1, moreChannels), 0, moreFilters),
                bias == null ? null : pad(step, bias, 0, moreFilters),
                movement,
                1);
        return moreFilters == 0 ? result : result.get(new NDIndex().addAllDim().addSliceDim(0, filters));
    }

    private static NDArray convolve(NDArray x, NDArray weights, @Nullable NDArray bias, Movement movement, int groups) {
        return Conv2d.conv2d(x, weights, bias, movement.strides(), movement.paddings(), movement.dilations(), groups)
                .singletonOrThrow();
    }

    private static int missing(int channels, int block) {
        return Math.floorMod(-channels, block);
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
        NDArray biases = bias == null ? null : parameters.getValue(bias, x.getDevice(), training);
        return new NDList(apply(x, weights, biases, movement));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long channels = inputShapes[0].get(1);
        weight.setShape(
                filters == DEPTHWISE
                        ? new Shape(channels, 1, kernel.size(), kernel.size())
                        : new Shape(filters, channels, kernel.size(), kernel.size()));
        if (bias != null) {
            bias.setShape(new Shape(filters));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {
            new Shape(
                    input.get(0),
                    filters == DEPTHWISE ? input.get(1) : filters,
                    kernel.count(input.get(2)),
                    kernel.count(input.get(3)))
        };
    }
}
