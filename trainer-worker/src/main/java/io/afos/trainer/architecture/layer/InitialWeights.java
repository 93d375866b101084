package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Draws initial weights from one seeded generator, in the order in which a network's parameters are initialised, so
 * that they are the same on every device.
 */
public final class InitialWeights {

    private static final int PIECE = 1 << 20;

    private final Random random;

    public InitialWeights(long seed) {
        random = RandomStream.of(seed, Purpose.WEIGHTS, 0);
    }

    /** Uniform within ±sqrt(6 / fan-in) (He et al., 2015). */
    public Initializer heUniform() {
        return (manager, shape, type) -> draw(manager, shape, uniform(Math.sqrt(6.0 / fanIn(shape))));
    }

    /** Uniform within ±sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010). */
    public Initializer glorotUniform() {
        return (manager, shape, type) -> draw(manager, shape, uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)))));
    }

    /** Normal with standard deviation gain / sqrt(fan-in) (He et al., 2015). */
    public Initializer heNormalFanIn(double gain) {
        return (manager, shape, type) -> draw(manager, shape, gaussian(gain / Math.sqrt(fanIn(shape))));
    }

    /** Normal with standard deviation gain / sqrt(fan-out) (He et al., 2015). */
    public Initializer heNormalFanOut(double gain) {
        return (manager, shape, type) -> draw(manager, shape, gaussian(gain / Math.sqrt(fanOut(shape))));
    }

    /** Normal with this standard deviation. */
    public Initializer normal(double deviation) {
        return (manager, shape, type) -> draw(manager, shape, gaussian(deviation));
    }

    /** Normal with this standard deviation, truncated at two standard deviations by drawing again. */
    public Initializer truncatedNormal(double deviation) {
        DoubleSupplier numbers = () -> {
            double number;
            do {
                number = random.nextGaussian();
            } while (Math.abs(number) > 2);
            return deviation * number;
        };
        return (manager, shape, type) -> draw(manager, shape, numbers);
    }

    /** Weights and biases of one layer, uniform within ±1/sqrt(fan-in), PyTorch's default. */
    public LayerWeights reciprocal() {
        var layer = new Reciprocal();
        return new LayerWeights(layer::weights, layer::biases);
    }

    /** The initializers of one layer; the biases depend on the shape of its weights. */
    private final class Reciprocal {

        private double limit = Double.NaN;

        NDArray weights(NDManager manager, Shape shape, DataType type) {
            limit = 1 / Math.sqrt(fanIn(shape));
            return draw(manager, shape, uniform(limit));
        }

        NDArray biases(NDManager manager, Shape shape, DataType type) {
            return draw(manager, shape, uniform(limit));
        }
    }

    private DoubleSupplier uniform(double limit) {
        return () -> limit * (2 * random.nextDouble() - 1);
    }

    private DoubleSupplier gaussian(double deviation) {
        return () -> deviation * random.nextGaussian();
    }

    /** Draws in chunks, since one layer of VGG-16 has 411 MB of weights. */
    private static NDArray draw(NDManager manager, Shape shape, DoubleSupplier numbers) {
        NDArray drawn = manager.create(shape);
        try (NDArray row = drawn.reshape(-1)) {
            for (long from = 0; from < shape.size(); from += PIECE) {
                float[] values = new float[(int) Math.min(PIECE, shape.size() - from)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) numbers.getAsDouble();
                }
                try (NDArray piece = manager.create(values)) {
                    row.set(new NDIndex().addSliceDim(from, from + values.length), piece);
                }
            }
        }
        return drawn;
    }

    private static long fanIn(Shape shape) {
        return shape.get(1) * receptiveField(shape);
    }

    private static long fanOut(Shape shape) {
        return shape.get(0) * receptiveField(shape);
    }

    private static long receptiveField(Shape shape) {
        return shape.slice(2).size();
    }
}
