package io.afos.model.expression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class UnaryFunctionTest {

    /** Expected values: mpmath 1.3.0 with 40 digits; erf(0.5), erf(1) also in Abramowitz and Stegun, table 7.1. */
    @ParameterizedTest
    @CsvSource({
        "ERF, 1e-10, 1.1283791670955125739e-10",
        "ERF, 0.5, 0.52049987781304653768",
        "ERF, 1, 0.84270079294971486934",
        "ERF, 2.5, 0.99959304798255504106",
        "ERF, -3.75, -0.9999998862727434302",
        "ERF, 5.5, 0.99999999999999264215",
        "ASINH, 1e-9, 9.9999999999999999983e-10",
        "ASINH, 1, 0.88137358701954302523",
        "ASINH, -2.5, -1.6472311463710957106",
        "ASINH, 1e10, 23.71899811050040215",
        "ASINH, 1e200, 461.21016577936908211",
        "ASINH, -1.7e308, -710.41998407378818638",
        "ATANH, 1e-9, 1.0000000000000000003e-9",
        "ATANH, 0.5, 0.5493061443340548457",
        "ATANH, -0.999, -3.8002011672502000318"
    })
    void equals_the_published_value(UnaryFunction function, double operand, double expected) {
        assertThat(function.applyAsDouble(operand)).isCloseTo(expected, within(4 * Math.ulp(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "SOFTPLUS, 1000, 1000",
        "SOFTPLUS, -1000, 0",
        "SOFTPLUS, 0, 0.6931471805599453",
        "SIGMOID, 1000, 1",
        "SIGMOID, -1000, 0",
        "SIGMOID, 0, 0.5",
        "SIGN, -3, -1",
        "SIGN, 0, 0",
        "STEP, 2, 1",
        "STEP, 0, 0",
        "STEP, -2, 0",
        "ATANH, 1, Infinity",
        "ATANH, 1.5, NaN",
        "ASINH, -Infinity, -Infinity"
    })
    void holds_at_the_ends_of_its_range(UnaryFunction function, double operand, double expected) {
        assertThat(function.applyAsDouble(operand)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void passes_on_what_is_not_a_number(UnaryFunction function) {
        assertThat(function.applyAsDouble(Double.NaN)).isNaN();
    }

    @Test
    void a_constant_has_no_negative_zero_and_is_finite() {
        assertThat(Expression.constant(-0.0)).isEqualTo(Expression.constant(0.0));
        assertThatThrownBy(() -> Expression.constant(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void has_the_same_slope_in_either_form(UnaryFunction function) {
        for (double u = -0.95; u < 1; u += 0.1) {
            assertThat(function.cheapSlope().value(u))
                    .isCloseTo(function.slope().value(u), within(1e-15));
        }
    }
}
