package io.afos.api.strategy.model;

import io.afos.model.expression.Expression;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;

/**
 * What is known of an activation function without training: its values and derivatives where a normalised network's inputs
 * lie, after Bingham and Miikkulainen, "Efficient Activation Function Optimization through Surrogate Modeling", NeurIPS 2023
 * (arXiv 2301.05785), who compare functions by their outputs on a standard normal input.
 *
 * <p>The inputs are the middles of equally probable parts of the standard normal distribution. Values and derivatives are
 * brought to a scale that is linear near 0 and logarithmic far from it, asinh(v).
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
