package io.afos.model.activation;

import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Expression.Binary;
import io.afos.model.expression.Expression.Unary;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.space.Preset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FingerprintTest {

    private static Fingerprint of(String formula) {
        return Fingerprint.of(ExpressionParser.parse(formula));
    }

    /** A changed value would orphan every stored activation. */
    @Test
    void stays_what_it_is() {
        assertThat(of("max(x,0)").value()).isEqualTo("57dcc76648927ec14ea399966039d458");
        assertThat(of("x*erf(exp(x))").value()).isEqualTo("bc8e509fe47402c663237b9be8936716");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x+exp(x); exp(x)+x",
                "max(x,sin(x)); max(sin(x),x)",
                "x*1+0; x",
                "x+x; 2*x",
                "--x; x",
                "x^3; x*(x*x)",
                "x*(1+x); x+x^2",
                "(x+1)-1; x",
                "exp(x)*exp(-x); 1",
                "x-x; 0",
                "min(x,0)+max(x,0); x",
                "max(max(x,0),x); max(x,0)",
                "abs(x); max(x,-x)",
                "x*sigmoid(x); x/(1+exp(-x))",
                "sigmoid(-x); 1-sigmoid(x)",
                "tanh(x); 2*sigmoid(2*x)-1",
                "tanh(x); sinh(x)/cosh(x)",
                "softplus(x); ln(1+exp(x))",
                "softplus(x)-softplus(-x); x",
                "asinh(x); ln(x+sqrt(x^2+1))",
                "sinh(x); (exp(x)-exp(-x))/2",
                "sin(x)^2+cos(x)^2; 1",
                "erf(-x)*exp(x); -erf(x)*exp(x)",
                "x/0; x/(x-x)",
                "(x*erf(x)-x)*exp(sinh(x)); x*erf(x)*exp(sinh(x))-x*exp(sinh(x))",
                "(max(x,0)-x)*exp(exp(x)); max(x,0)*exp(exp(x))-x*exp(exp(x))",
                "(softplus(x)-x)*exp(exp(x)); softplus(x)*exp(exp(x))-x*exp(exp(x))",
                "exp(exp(-x))*exp(sinh(x)); exp(cosh(x))",
                "exp(x)*(1-sigmoid(x)); sigmoid(x)",
                "max(max(x,sin(x)),x); max(sin(x),x)",
                "max(max(tanh(x),0),x*erf(x)); max(x*erf(x),tanh(x))",
                "step(x-x); 0"
            })
    void is_shared_by_equal_functions(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x; -x",
                "x*erf(exp(x)); -x*erf(exp(-x))",
                "x; 1.00001*x",
                "x; x+0.00001",
                "max(x,0); max(x,0.00001*x)",
                "sin(x); x",
                "tanh(x); erf(x)",
                "x*sigmoid(x); x*sigmoid(1.0001*x)",
                "0.5*x*(1+erf(x*0.7071067811865476)); 0.5*x*(1+tanh(0.7978845608028654*(x+0.044715*x^3)))",
                "1/x; -1/x",
                "exp(1000); ln(-1)",
                "min(max(x,0),6); max(x,0)",
                "max(min(x,6),-6); x",
                "max(min(x,90),-90); x",
                "x*sigmoid(x)+100*step(x-6); x*sigmoid(x)",
                "max(max(tanh(x),0),tanh(x))*exp(max(max(tanh(x),0),atan(x)));"
                        + " max(max(sigmoid(exp(-x))*x,0),tanh(x)*exp(atan(x)))",
                "max(max(max(tanh(x),x*erf(x)),0),max(max(exp(-x),0),x));"
                        + " max(max(exp(-x),atan(x)),max(max(max(x,0),0),erf(x)))"
            })
    void differs_for_different_functions(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @Test
    void survives_random_rewriting() {
        var random = new Random(21);
        for (int i = 0; i < 3_000; i++) {
            Expression tree = Preset.AFOS_EXTENDED.space().random(random).expression();
            Expression rewritten = scaled(rewritten(tree, random));
            assertThat(Fingerprint.of(rewritten))
                    .as("%s written as %s", InfixPrinter.print(tree), InfixPrinter.print(rewritten))
                    .isEqualTo(Fingerprint.of(tree));
        }
    }

    /** Not exact in floating point, unlike the other changes. */
    private static Expression scaled(Expression tree) {
        return BinaryFunction.DIVIDE.of(
                BinaryFunction.MULTIPLY.of(Expression.constant(3), tree), Expression.constant(3));
    }

    private static Expression rewritten(Expression tree, Random random) {
        if (tree instanceof Unary unary) {
            Expression u = rewritten(unary.operand(), random);
            return random.nextBoolean()
                    ? unary.function().of(u)
                    : idle(unary.function().of(u), random);
        }
        if (tree instanceof Binary binary) {
            Expression a = rewritten(binary.left(), random);
            Expression b = rewritten(binary.right(), random);
            boolean swap = binary.function().commutative() && random.nextBoolean();
            Expression same =
                    swap ? binary.function().of(b, a) : binary.function().of(a, b);
            return binary.function() == BinaryFunction.MAX && random.nextBoolean()
                    ? UnaryFunction.NEGATE.of(
                            BinaryFunction.MIN.of(UnaryFunction.NEGATE.of(a), UnaryFunction.NEGATE.of(b)))
                    : same;
        }
        return idle(tree, random);
    }

    private static Expression idle(Expression u, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> BinaryFunction.MULTIPLY.of(Expression.constant(1), u);
            case 1 -> UnaryFunction.NEGATE.of(UnaryFunction.NEGATE.of(u));
            case 2 -> BinaryFunction.ADD.of(u, Expression.constant(0));
            default -> u;
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 10, 20, 50, 100, 1000})
    void bin_edges_keep_away_from_round_values(double value) {
        for (double signed : new double[] {value, -value}) {
            double place = Bins.place(signed);
            assertThat(Math.abs(place - Math.rint(place))).isGreaterThan(0.01);
        }
    }

    @ParameterizedTest
    @Timeout(60)
    @ValueSource(
            strings = {
                "sin(x^8*x^8*x^8*x^8)-x",
                "sin(1e300*x)*exp(exp(x))",
                "ln(exp(-exp(x)))",
                "ln(exp(exp(x)))-exp(x)",
                "asinh(exp(exp(x)))-exp(x)",
                "sqrt(exp(exp(exp(x))))/exp(exp(x))",
                "(1-tanh(exp(x)))*exp(exp(x))*x",
                "atanh(tanh(x))",
                "step((x+1)^2-x^2-2*x-1)*exp(x)",
                "sinh(1e6*x)/cosh(1e6*x)",
                "1/(exp(x*1000)-exp(x*1000))"
            })
    void is_found_in_bounded_time_for_what_double_does_not_decide(String formula) {
        assertThat(of(formula)).isEqualTo(of("1*(" + formula + ")"));
    }

    @Test
    void is_32_hexadecimal_digits() {
        assertThat(of("x").value()).matches("[0-9a-f]{32}");
        assertThatThrownBy(() -> new Fingerprint("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x; USABLE",
                "1e-6*x; USABLE",
                "1e-300*x; CONSTANT",
                "exp(x)*exp(-x); CONSTANT",
                "3; CONSTANT",
                "atanh(x); NOT_FINITE",
                "1/(x-x); NOT_FINITE",
                "exp(exp(x)); NOT_FINITE",
                "ln(x); NOT_FINITE",
                "exp(min(exp(x),80)); USABLE"
            })
    void usability_is_judged_on_the_same_points(String formula, Usability expected) {
        assertThat(Usability.of(ExpressionParser.parse(formula))).isEqualTo(expected);
    }
}
