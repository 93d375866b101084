package io.afos.api.strategy.model;

import io.afos.model.expression.ExpressionParser;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SignalPropagationTest {

    private static final int LAYERS = 8;

    @Test
    void reluIsAtTheEdge() {
        // He et al., arXiv 1502.01852, choose the variance of weights for that.
        assertThat(distance("max(x,0)")).isEqualTo(0, within(1e-9));
    }

    @Test
    void aLinearFunctionDoublesTheGradientsOfEachLayer() {
        assertThat(distance("x")).isEqualTo(LAYERS * Math.log(2), within(1e-9));
        assertThat(distance("2*x")).isEqualTo(LAYERS * Math.log(8), within(1e-9));
    }

    @Test
    void theErrorFunctionIsAsFarAsItsClosedForm() {
        // E[erf(sqrt(q) z)^2], Williams, "Computing with infinite networks", NIPS 1996; E[erf'(sqrt(q) z)^2] is a
        // Gaussian integral.
        DoubleUnaryOperator square = q -> 2 / Math.PI * Math.asin(2 * q / (1 + 2 * q));
        DoubleUnaryOperator slope = q -> 4 / Math.PI / Math.sqrt(1 + 4 * q);
        double q = 1;
        double growth = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            growth += Math.log(2 * slope.applyAsDouble(q));
            q = 2 * square.applyAsDouble(q);
        }

        assertThat(distance("erf(x)")).isEqualTo(Math.abs(growth), within(1e-3));
    }

    @Test
    void mirrorImagesAreEquallyFar() {
        assertThat(distance("-x*erf(exp(-x))")).isEqualTo(distance("x*erf(exp(x))"), within(1e-9));
        assertThat(distance("-x*sigmoid(-x)")).isEqualTo(distance("x*sigmoid(x)"), within(1e-9));
    }

    @Test
    void whatOverflowsOrHasNoSlopeIsFarAndNotInfinitelyFar() {
        assertThat(distance("exp(exp(exp(x)))")).isBetween(50.0, 1_000.0);
        assertThat(distance("sinh(sinh(sinh(x)))")).isBetween(50.0, 1_000.0);
        assertThat(distance("erf(1000*x+5000)")).isBetween(50.0, 1_000.0);
    }

    private static double distance(String formula) {
        return SignalPropagation.distanceFromEdge(ExpressionParser.parse(formula));
    }
}
