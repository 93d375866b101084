package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.space.Preset;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SimplestFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max(max(max(max(x,0),0),x),0) | max(x,0)",
                "max(min(x,0),x)               | x",
                "max(max(x,0),max(x,0))        | max(x,0)",
                "x*sigmoid(max(x,x))           | x*sigmoid(x)",
                "max(x,0)+min(x,0)             | x",
                "tanh(max(min(x,0),x))*erf(x)  | tanh(x)*erf(x)",
                "min(max(x,-x),abs(x))         | abs(x)",
                "exp(ln(exp(x)))               | exp(x)",
            })
    void aFormulaIsWrittenWithoutWhatChangesNothing(String formula, String simplest) {
        assertThat(InfixPrinter.print(SimplestForm.of(ExpressionParser.parse(formula))))
                .isEqualTo(simplest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"min(max(x,0),6)", "x*erf(exp(-x))", "sigmoid(exp(-x)+x)*atan(x)", "max(tanh(x),x)", "x"})
    void aFormulaThatIsSimpleStaysAsItIs(String formula) {
        Expression expression = ExpressionParser.parse(formula);

        assertThat(SimplestForm.of(expression)).isEqualTo(expression);
    }

    @Test
    void theSimplestFormIsTheSameFunctionAndNotLonger() {
        var random = new Random(7);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> Preset.AFOS.space().random(random).expression()))
                .allSatisfy(expression -> {
                    Expression simplest = SimplestForm.of(expression);
                    assertThat(simplest.size()).isLessThanOrEqualTo(expression.size());
                    assertThat(Fingerprint.of(simplest)).isEqualTo(Fingerprint.of(expression));
                    assertThat(SimplestForm.of(simplest)).isEqualTo(simplest);
                });
    }
}
