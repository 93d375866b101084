package io.afos.model.activation;

import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.Shape;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The space of the preset afos. {@link IdentityMeasurement} goes through more of it. */
class WholeSpaceTest {

    private static List<Expression> finite(Stream<Chromosome> chromosomes) {
        return chromosomes
                .map(Chromosome::expression)
                .filter(expression -> Usability.of(expression) != Usability.NOT_FINITE)
                .toList();
    }

    @Test
    void has_857_functions_of_three_genes() {
        List<Expression> forms = finite(Preset.AFOS.space().all(Shape.GENES_3));
        Set<Fingerprint> functions = forms.parallelStream().map(Fingerprint::of).collect(toSet());

        assertThat(forms).hasSize(1_747);
        assertThat(functions).hasSize(857);
    }

    /** Double precision leaves few bins open, each of which costs a thousand times as much. */
    @Test
    void takes_decimals_for_few_points() {
        var random = new Random(3);
        List<Expression> functions =
                finite(Stream.generate(() -> Preset.AFOS.space().random(random)).limit(1_000));
        long open = functions.parallelStream()
                .map(Factored::of)
                .map(Enclosures::of)
                .filter(enclosures -> open(enclosures) > Points.all().length / 100)
                .count();

        assertThat(open).isLessThan(functions.size() / 50);
    }

    private static int open(Enclosures enclosures) {
        int open = 0;
        for (int i = 0; i < enclosures.size(); i++) {
            if (!enclosures.isUndefined(i) && !Bins.agree(enclosures.low(i), enclosures.high(i))) {
                open++;
            }
        }
        return open;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp(x)-erf(x)/2",
                "x*erf(x)-x",
                "softplus(-x)*sigmoid(x)",
                "sinh(x)*cosh(x)/exp(x)",
                "tanh(x)+atan(x)*sin(x)",
                "asinh(x)-sqrt(abs(x))",
                "ln(1+x^2)*cos(x)",
                "max(atanh(x/200),step(x)-sign(x))"
            })
    void has_the_same_value_in_decimals_as_in_double(String formula) {
        Expression expression = ExpressionParser.parse(formula);
        for (double x : new double[] {-100, -20.3, -7.1, -1, -0.3, 0, 1e-5, 0.7, 2.5, 9.3, 60}) {
            Enclosure enclosure = Enclosure.of(expression, x, 40);
            double value = expression.value(x);
            var near = within(1e-12 * (1 + Math.abs(value)));
            assertThat(enclosure.low()).as("%s at %s", formula, x).isLessThanOrEqualTo(enclosure.high());
            assertThat(enclosure.low().doubleValue()).isCloseTo(value, near);
            assertThat(enclosure.high().doubleValue()).isCloseTo(value, near);
        }
    }
}
