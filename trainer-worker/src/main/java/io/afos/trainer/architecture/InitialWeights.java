package io.afos.trainer.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Draws initial weights from one seeded generator, in the order in which a network's parameters are initialised, so that
 * they are the same on every device.
 */
final class InitialWeights {

    private final Random random;

    InitialWeights(long seed) {
        random = RandomStream.of(seed, Purpose.WEIGHTS, 0);
    }

    /** Uniform within ±sqrt(6 / fan-in) (He et al., 2015). */
    Initializer heUniform() {
        return (manager, shape, type) -> manager.create(uniform(shape, 6.0 / fanIn(shape)), shape);
    }

    /** Uniform within ±sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010). */
    Initializer glorotUniform() {
        return (manager, shape, type) -> manager.create(uniform(shape, 6.0 / (fanIn(shape) + fanOut(shape))), shape);
    }

    /** Normal with deviation gain / sqrt(fan-in) (He et al., 2015). */
    Initializer heNormalFanIn(double gain) {
        return (manager, shape, type) ->
                manager.create(draw(shape, normalNumbers(gain / Math.sqrt(fanIn(shape)))), shape);
    }

    /** Normal with deviation gain / sqrt(fan-out) (He et al., 2015). */
    Initializer heNormalFanOut(double gain) {
        return (manager, shape, type) ->
                manager.create(draw(shape, normalNumbers(gain / Math.sqrt(fanOut(shape)))), shape);
    }

    /** Normal with this deviation. */
    Initializer normal(double deviation) {
        return (manager, shape, type) -> manager.create(draw(shape, normalNumbers(deviation)), shape);
    }

    /** Normal with this deviation; numbers of more than twice its size are drawn again. */
    Initializer truncatedNormal(double deviation) {
        DoubleSupplier numbers = () -> {
            double number;
            do {
                number = random.nextGaussian();
            } while (Math.abs(number) > 2);
            return deviation * number;
        };
        return (manager, shape, type) -> manager.create(draw(shape, numbers), shape);
    }

    /** Weights and biases of one layer, uniform within ±1/sqrt(fan-in), PyTorch's default. */
    LayerWeights reciprocal() {
        long[] fanIn = new long[1];
        return new LayerWeights(
                (manager, shape, type) -> {
                    fanIn[0] = fanIn(shape);
                    return manager.create(uniform(shape, 1.0 / fanIn[0]), shape);
                },
                (manager, shape, type) -> manager.create(uniform(shape, 1.0 / fanIn[0]), shape));
    }

    private DoubleSupplier normalNumbers(double deviation) {
        return () -> deviation * random.nextGaussian();
    }

    private float[] uniform(Shape shape, double squaredLimit) {
        double limit = Math.sqrt(squaredLimit);
        return draw(shape, () -> limit * (2 * random.nextDouble() - 1));
    }

    private static float[] draw(Shape shape, DoubleSupplier numbers) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.getAsDouble();
        }
        return values;
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
