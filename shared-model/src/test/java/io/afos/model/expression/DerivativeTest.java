package io.afos.model.expression;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DerivativeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3; 0",
                "x; 1",
                "x+2; 1",
                "2*x-3; 2",
                "x^2; 2*x",
                "x^5; 5*x^4",
                "x*3*2; 6",
                "exp(-x); -exp(-x)",
                "x*exp(x); exp(x)+x*exp(x)",
                "1/x; -(1/x/x)",
                "ln(x); 1/x",
                "max(x,0); step(x)",
                "min(0,x); step(-x)",
                "abs(x); sign(x)",
                "sigmoid(x); sigmoid(x)*sigmoid(-x)",
                "exp(2)*x; exp(2)"
            })
    void is_written_without_idle_terms(String formula, String expected) {
        assertThat(InfixPrinter.print(Derivative.of(ExpressionParser.parse(formula))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abs(x); 0",
                "max(x,0); 0",
                "max(0,x); 0",
                "min(x,0); 0",
                "min(0,x); 0",
                "max(x,-x); -1",
                "max(-x,x); 1",
                "min(x,-x); -1",
                "min(2*x,x); 1",
                "sign(x); 0",
                "step(x); 0"
            })
    void at_a_kink_is_as_documented(String formula, double expected) {
        Expression function = ExpressionParser.parse(formula);
        assertThat(Derivative.of(function).value(0)).isEqualTo(expected);
        assertThat(WideRange.evaluate(function, 0).derivative()).isCloseTo(expected, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void of_each_unary_function_agrees_with_finite_differences(UnaryFunction function) {
        Expression inner =
                ExpressionParser.parse("0.3*x+0.1*sin(x)+0.45"); // within (0, 0.9): every function is defined
        Expression tree = function.of(inner);
        Expression derivative = Derivative.of(tree);
        for (double x = -0.95; x < 1; x += 0.1) {
            assertThat(derivative.value(x)).isCloseTo(slope(tree, x, 1e-3), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void of_each_binary_function_agrees_with_finite_differences(BinaryFunction function) {
        Expression tree = function.of(ExpressionParser.parse("sin(3*x)"), ExpressionParser.parse("exp(x)-0.5"));
        Expression derivative = Derivative.of(tree);
        for (double x = -0.55; x < 1; x += 0.1) {
            assertThat(derivative.value(x)).isCloseTo(slope(tree, x, 1e-3), within(1e-6));
        }
    }

    @Test
    void of_random_trees_agrees_with_finite_differences_wherever_these_settle() {
        var random = new Random(5);
        var trees = RandomTrees.withSmallNumbers(random);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            Expression tree = trees.draw(2 + i % 4);
            double x = random.nextDouble(-3, 3);
            double coarse = slope(tree, x, 2e-3);
            double fine = slope(tree, x, 1e-3);
            double scale = Math.max(1e-3, Math.abs(fine)) + 1e-3 * Math.abs(tree.value(x));
            if (Math.abs(coarse - fine) < 1e-8 * scale && Math.abs(fine) < 1e100) {
                compared++;
                double exact = Derivative.of(tree).value(x);
                if (!Double.isNaN(exact)) { // 0 times infinite inside: WideRangeTest looks at those
                    assertThat(exact)
                            .as("%s at %s", InfixPrinter.print(tree), x)
                            .isCloseTo(fine, within(1e-6 * scale));
                }
            }
        }
        assertThat(compared).isGreaterThan(5_000);
    }

    @Test
    void of_random_trees_agrees_with_forward_differentiation_where_rounding_lets_it() {
        var random = new Random(6);
        var trees = RandomTrees.withSmallNumbers(random);
        int compared = 0;
        for (int i = 0; i < 20_000; i++) {
            Expression tree = trees.draw(2 + i % 4);
            double x = random.nextDouble(-3, 3);
            Expression derivative = Derivative.of(tree);
            double symbolic = derivative.value(x);
            double change = derivative.value(x + 1e-13) - symbolic;
            boolean defined = !Double.isNaN(tree.value(x));
            if (defined && Math.abs(symbolic) < 1e100 && Math.abs(change) < 1e-9 * Math.abs(symbolic)) {
                compared++;
                assertThat(WideRange.evaluate(tree, x).derivative())
                        .as("%s at %s", InfixPrinter.print(tree), x)
                        .isCloseTo(symbolic, within(1e-7 * Math.abs(symbolic) + 1e-12));
            }
        }
        assertThat(compared).isGreaterThan(5_000);
    }

    /** A central difference of fourth order. */
    private static double slope(Expression tree, double x, double h) {
        double near = tree.value(x + h) - tree.value(x - h);
        double far = tree.value(x + 2 * h) - tree.value(x - 2 * h);
        return (8 * near - far) / (12 * h);
    }
}
