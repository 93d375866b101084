package io.afos.model.expression;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MirrorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "-x", "x*erf(exp(x))", "max(x,0)", "sigmoid(x)*tanh(x)", "-sin(-x)+2", "min(x,0)-atan(x)"})
    void hasTheFunctionsValueOnTheOtherSideOfZero(String formula) {
        Expression expression = ExpressionParser.parse(formula);
        Expression mirror = Mirror.of(expression);
        for (double x = -4; x <= 4; x += 0.25) {
            assertThat(mirror.value(x)).as("%s at %s", formula, x).isEqualTo(expression.value(-x));
        }
    }

    @Test
    void writesNoDoubleMinus() {
        assertThat(InfixPrinter.print(Mirror.of(ExpressionParser.parse("-x*erf(exp(-x))"))))
                .isEqualTo("x*erf(exp(x))");
    }
}
