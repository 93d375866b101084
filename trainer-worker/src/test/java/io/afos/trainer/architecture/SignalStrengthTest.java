package io.afos.trainer.architecture;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documentation says of the gain's limits: the variance of pre-activations along VGG-16's convolutions at the start,
 * by the recursion of He et al. (arXiv 1502.01852, equations 7 to 9), for pixels with a mean square of 0.25.
 */
class SignalStrengthTest {

    private static final int[] CHANNELS = {3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512};
    private static final double PIXELS = 0.25;

    @ParameterizedTest
    @CsvSource({
        "'max(x,0)', 0.0234, 0.00293, 0.5",
        "-x*erf(exp(-x)), 0.0215, 0.0513, 0.755",
        "tanh(x), 0.0297, 0.969, 1.0",
        "x*sigmoid(x), 0.0329, 6.31e-5, 0.124",
        "x*0.5*(1+erf(x/sqrt(2))), 0.0276, 6.49e-6, 0.0340",
    })
    void dependsOnTheFunctionInSpiteOfTheGain(String formula, double first, double lastByFanOut, double lastByFanIn) {
        Expression f = ExpressionParser.parse(formula);
        Percentage rounding = Percentage.withPercentage(0.5);
        assertThat(variance(f, 1, true)).isCloseTo(first, rounding);
        assertThat(variance(f, 13, true)).isCloseTo(lastByFanOut, rounding);
        assertThat(variance(f, 13, false)).isCloseTo(lastByFanIn, rounding);
    }

    @ParameterizedTest
    @CsvSource({"x*erf(x)"})
    void isLostAltogetherWithAFunctionThatIsFlatAtZero(String formula) {
        Expression f = ExpressionParser.parse(formula);
        assertThat(variance(f, 6, true)).isLessThan(1e-42);
        assertThat(variance(f, 13, false)).isLessThan(1e-42);
    }

    private static double variance(Expression f, int layers, boolean fanOut) {
        double gain = Gain.of(f);
        double meanSquare = PIXELS;
        double variance = Double.NaN;
        for (int layer = 0; layer < layers; layer++) {
            double ratio = fanOut ? (double) CHANNELS[layer] / CHANNELS[layer + 1] : 1;
            variance = gain * gain * ratio * meanSquare;
            meanSquare = meanSquare(f, Math.sqrt(variance));
        }
        return variance;
    }

    /** E[f(z)²] for z ~ N(0, deviation²). */
    private static double meanSquare(Expression f, double deviation) {
        double sum = 0;
        double weights = 0;
        for (double z = -8; z <= 8; z += 0.001) {
            double weight = Math.exp(-z * z / 2);
            double value = f.value(deviation * z);
            sum += weight * value * value;
            weights += weight;
        }
        return sum / weights;
    }
}
