package io.afos.api.strategy.model;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;

/**
 * How an activation function propagates signals through a deep network before training, in the mean field theory of
 * wide random networks (Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli, "Exponential expressivity in deep neural
 * networks through transient chaos", NeurIPS 2016, arXiv 1606.05340; Schoenholz, Gilmer, Ganguli and Sohl-Dickstein,
 * "Deep Information Propagation", ICLR 2017, arXiv 1611.01232).
 *
 * <p>Weights have the variance 2 / fan-in of He et al. (arXiv 1502.01852) and there are no biases. The variance of a
 * layer's inputs is therefore {@code q' = 2 E[f(sqrt(q) z)^2]}, and that of a gradient grows by the factor {@code chi =
 * 2 E[f'(sqrt(q) z)^2]} per layer, with z standard normal. Networks learn where chi is near 1, at the edge of chaos:
 * below it gradients vanish, above it they explode.
 */
public final class SignalPropagation {

    private static final double WEIGHT_VARIANCE = 2;
    private static final int LAYERS = 8;
    private static final double LARGEST = 1e12;

    private static final double[] INPUTS = Quantiles.middles(64);

    private SignalPropagation() {}

    /**
     * The distance of a function from the edge of chaos: the absolute logarithm of the factor by which the variance of
     * gradients changes over {@value #LAYERS} layers. 0 for ReLU, {@code 8 ln 2} for the identity.
     */
    public static double distanceFromEdge(Expression function) {
        FunctionWithDerivative withDerivative = FunctionWithDerivative.of(function);
        double growth = 0;
        double variance = 1;
        for (int layer = 0; layer < LAYERS; layer++) {
            double deviation = Math.sqrt(variance);
            double values = 0;
            double derivatives = 0;
            for (double input : INPUTS) {
                ValueAndDerivative at = withDerivative.at(deviation * input);
                values += at.value() * at.value();
                derivatives += at.derivative() * at.derivative();
            }
            variance = bounded(WEIGHT_VARIANCE * values / INPUTS.length);
            growth += Math.log(bounded(WEIGHT_VARIANCE * derivatives / INPUTS.length));
        }
        return Math.abs(growth);
    }

    private static double bounded(double variance) {
        return Double.isNaN(variance) ? LARGEST : Math.max(1 / LARGEST, Math.min(LARGEST, variance));
    }
}
