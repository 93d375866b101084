package io.afos.trainer.architecture;

import io.afos.model.expression.Expression;

/**
 * The gain of He-normal weights that compensates for how an activation function f changes the magnitude of its input.
 *
 * <p>Derived as by He et al. (arXiv 1502.01852, section 2.2), but for a general f: with z ~ N(0, 1), weights of
 * variance gain²/n, where n is the fan-in, preserve the mean square of the pre-activations from layer to layer if gain²
 * = 1 / E[f(z)²]. This gives exactly their 2 for ReLU, 1 for x, and 2.5 for tanh.
 *
 * <p>The variance is preserved only if it is already 1, or if f(cz) = c·f(z) for all c > 0, as for ReLU. From a
 * variance below 1, tanh, which saturates, returns to 1, while the signal of functions that bend upwards, such as GELU,
 * SiLU and x·erf(x), fades from layer to layer. Variances are below 1 in networks without normalisation. With weights
 * by fan-out they are even smaller, since a layer with more filters than channels scales the variance by
 * channels/filters. In such networks this gain does not put functions on an equal footing.
 *
 * <p>gain² is clamped to the range 1/16 to 16. If f is not defined everywhere, the gain is 1.
 */
final class Gain {

    private static final int NODES = 4_000;
    /** Beyond this limit N(0, 1) has less than 1e-15 of its mass. */
    private static final double LIMIT = 8;

    private static final double MAX_SQUARE = 16;

    private Gain() {}

    static double of(Expression activation) {
        double meanSquare = meanSquare(activation);
        if (Double.isNaN(meanSquare)) {
            return 1;
        }
        return Math.sqrt(Math.min(MAX_SQUARE, Math.max(1 / MAX_SQUARE, 1 / meanSquare)));
    }

    /** E[f(z)²] / E[z²] by the midpoint rule, exact for functions that are |z|, z or 0 on each side. */
    private static double meanSquare(Expression activation) {
        double step = LIMIT / NODES;
        double ofFunction = 0;
        double ofInput = 0;
        for (int i = 0; i < NODES; i++) {
            double z = (i + 0.5) * step;
            double density = Math.exp(-z * z / 2);
            double right = activation.value(z);
            double left = activation.value(-z);
            ofFunction += density * (right * right + left * left);
            ofInput += density * (z * z + z * z);
        }
        return ofFunction / ofInput;
    }
}
