package io.afos.api.strategy.model;

import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;

/**
 * Features of an activation function that are known without training: its values and derivatives at the typical inputs
 * of a normalised network, after Bingham and Miikkulainen, "Efficient Activation Function Optimization through
 * Surrogate Modeling", NeurIPS 2023 (arXiv 2301.05785), who compare functions by their outputs on a standard normal
 * input.
 *
 * <p>The inputs are the midpoints of equally probable intervals of the standard normal distribution. Values and
 * derivatives are scaled by asinh(v), which is linear near 0 and logarithmic for large values.
 */
public final class Features {

    private static final int SAMPLES = 24;
    private static final double MAX = 50;

    private static final double[] INPUTS = Quantiles.middles(SAMPLES);

    private Features() {}

    /** The features of a function: {@code 2 * 24} finite numbers. */
    public static double[] of(Expression expression) {
        FunctionWithDerivative function = FunctionWithDerivative.of(expression);
        var features = new double[2 * SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            ValueAndDerivative at = function.at(INPUTS[i]);
            features[i] = squash(at.value());
            features[SAMPLES + i] = squash(at.derivative());
        }
        return features;
    }

    private static double squash(double value) {
        double squashed = Math.min(MAX, UnaryFunction.ASINH.applyAsDouble(Math.abs(value)));
        return Double.isNaN(squashed) ? 0 : Math.copySign(squashed, value);
    }
}
