package io.afos.model.activation;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The inputs at which functions are compared: 2,048 in (-8, 8), denser near 0, at irrational places, and 16 on either side
 * from 9.4 to 100, each 1.17 times as far out as the one before.
 *
 * <p>With t the i-th term of the additive golden ratio sequence over (-1, 1), those near 0 are x = 3 t + 5 t^3.
 */
final class Points {

    private static final int NEAR = 2048;
    private static final int FAR = 16;

    /** (sqrt(5) - 1) / 2. */
    static final double GOLDEN = 0.6180339887498949;

    private static final double[] ALL = DoubleStream.concat(
                    IntStream.rangeClosed(1, NEAR).mapToDouble(Points::near),
                    IntStream.rangeClosed(1, FAR).mapToDouble(Points::far).flatMap(x -> DoubleStream.of(x, -x)))
            .toArray();

    private Points() {}

    private static double near(int i) {
        double t = 2 * (i * GOLDEN % 1) - 1;
        return 3 * t + 5 * t * t * t;
    }

    private static double far(int i) {
        return 8 * StrictMath.pow(12.5, (double) i / FAR);
    }

    /** All of them, not to be changed. */
    static double[] all() {
        return ALL;
    }
}
