package io.afos.trainer.architecture;

import io.afos.model.expression.ExpressionParser;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GainTest {

    @Test
    void isExactlyThePublishedOneForRelu() {
        assertThat(gain("max(x,0)")).isEqualTo(Math.sqrt(2));
    }

    @Test
    void isOneForFunctionsThatKeepMagnitudes() {
        assertThat(gain("x")).isEqualTo(1);
        assertThat(gain("abs(x)")).isEqualTo(1);
        assertThat(gain("-x")).isEqualTo(1);
    }

    /** E[f(z)²] in closed form: leaky ReLU (1 + 0.01²) / 2, exp e², sinh (e² - 1) / 2, sin (1 - e⁻²) / 2. */
    @Test
    void makesUpForWhatTheFunctionTakesFromTheMeanSquare() {
        assertThat(gain("max(x,0.01*x)")).isCloseTo(Math.sqrt(2 / (1 + 0.0001)), within(1e-9));
        assertThat(gain("exp(x)")).isCloseTo(Math.exp(-1), within(1e-6));
        assertThat(gain("sinh(x)")).isCloseTo(Math.sqrt(2 / (Math.exp(2) - 1)), within(1e-6));
        assertThat(gain("sin(x)")).isCloseTo(Math.sqrt(2 / (1 - Math.exp(-2))), within(1e-9));
    }

    @Test
    void isTheSameForMirroredFunctions() {
        assertThat(gain("-x*erf(exp(-x))")).isCloseTo(gain("x*erf(exp(x))"), within(1e-12));
    }

    @Test
    void staysWithinBounds() {
        assertThat(gain("exp(exp(exp(x)))")).isEqualTo(0.25);
        assertThat(gain("0.001*x")).isEqualTo(4);
        assertThat(gain("atanh(x)")).isEqualTo(1);
    }

    private static double gain(String formula) {
        return Gain.of(ExpressionParser.parse(formula));
    }
}
