package io.afos.model.expression;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WideRangeTest {

    @ParameterizedTest
    @CsvFileSource(resources = "wide-range-references.csv", delimiter = ';')
    void equals_the_exact_value_and_derivative(String formula, double x, double value, double derivative) {
        var result = WideRange.evaluate(ExpressionParser.parse(formula), x);
        assertThat(result.value()).isCloseTo(value, within(Math.abs(value) * 1e-10));
        assertThat(result.derivative()).isCloseTo(derivative, within(Math.abs(derivative) * 1e-10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exp(exp(x)); Infinity; Infinity",
                "exp(-exp(exp(x))); 0; 0",
                "exp(exp(x))*exp(-exp(exp(x))); 0; 0",
                "x/exp(exp(exp(x))); 0; 0",
                "sin(exp(x)); 0; 0",
                "ln(-x); NaN; NaN",
                "sqrt(-x); NaN; NaN",
                "atanh(x); NaN; NaN",
                "max(atanh(x),x); NaN; NaN",
                "exp(exp(x))-exp(exp(x)); NaN; NaN",
                "(x-x)/(x-x); NaN; NaN",
                "1/(x-x); Infinity; NaN",
                "ln(x-x); -Infinity; 0"
            })
    void beyond_its_range_is_as_documented(String formula, double value, double derivative) {
        var result = WideRange.evaluate(ExpressionParser.parse(formula), 1000);
        assertThat(result).isEqualTo(new ValueAndDerivative(value, derivative));
    }

    @Test
    void agrees_with_plain_arithmetic_where_that_does_not_overflow() {
        var random = new Random(3);
        var trees = RandomTrees.withSmallNumbers(random);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            Expression tree = trees.draw(2 + i % 4);
            double x = random.nextDouble(-3, 3);
            double plain = tree.value(x);
            double change = tree.value(x + 1e-13) - plain;
            if (Math.abs(plain) < 1e100 && Math.abs(change) < 1e-9 * Math.abs(plain)) {
                compared++;
                assertThat(WideRange.evaluate(tree, x).value())
                        .as("%s at %s", InfixPrinter.print(tree), x)
                        .isCloseTo(plain, within(1e-9 * Math.abs(plain)));
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }
}
