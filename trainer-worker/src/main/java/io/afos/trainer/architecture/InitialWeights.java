package io.afos.trainer.architecture;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.util.Random;

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

    private float[] uniform(Shape shape, double squaredLimit) {
        double limit = Math.sqrt(squaredLimit);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
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
