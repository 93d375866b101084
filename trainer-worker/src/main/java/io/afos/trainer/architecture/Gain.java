package io.afos.trainer.architecture;

import io.afos.model.expression.Expression;

/**
 * The factor by which He-normal weights make up for what an activation function f takes from its input's magnitude.
 *
 * <p>Following the derivation of He et al. (arXiv 1502.01852, section 2.2) for a general f: with z ~ N(0, 1), weights of
 * variance gain²/n, n being the fan-in, keep the mean square of the pre-activations from layer to layer if gain² = 1 / E[f(z)²].
 * For ReLU that is exactly their 2; it is 1 for x, 2.5 for tanh.
 *
 * <p>It keeps what it is given only if that has the variance 1 already, or if f(cz) = c·f(z) for all c > 0, as for ReLU. Below
 * 1, tanh, which flattens, comes back to it, while the signal of GELU, SiLU or x·erf(x), which bend upwards, fades from layer
 * to layer. Variances are below 1 in networks without normalisation, the more so with weights by fan-out, by which a layer
 * with more filters than channels loses their ratio: there this gain does not make functions equal.
 *
 * <p>gain² stays between 1/16 and 16. If f is not defined everywhere, the gain is 1: nothing is assumed.
 */
final class Gain {

    private static final int NODES = 4_000;
    /** Beyond, N(0, 1) has less than 1e-15 of its weight. */
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
