package io.afos.model.lowering;

import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import io.afos.model.space.Preset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoweringTest {

    private static final double[] POINTS = DoubleStream.of(
                    0, 1e-45, 1e-40, 1e-38, 1e-30, 1e-12, 1e-10, 0.01, 0.3, 1, 3.3, 5, 9.3, 20, 40.5, 88, 88.8, 89, 104,
                    200, 709, 710, 1e3, 1e4, 1e10, 1e19, 1e30, 1e38)
            .flatMap(x -> DoubleStream.of((float) x, (float) -x))
            .toArray();

    private static final Map<Expression, Program> SAFE =
            functions().distinct().collect(Collectors.toMap(function -> function, SafeLowering::dual));

    private static Stream<Expression> functions() {
        var random = new Random(21);
        Stream<Expression> trees = Stream.of(Preset.values())
                .flatMap(preset -> IntStream.range(0, 200)
                        .mapToObj(i -> preset.space().random(random).expression()));
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x()));
        Stream<Expression> written = Stream.of(
                        "asinh(exp(x))",
                        "ln(1+exp(x))",
                        "exp(x)/(1+exp(x))",
                        "sqrt(x*x+1)",
                        "atan(sinh(x))/x",
                        "cosh(x)*exp(-x)",
                        "sinh(x)/cosh(x)",
                        "x/(1+abs(x))",
                        "min(3,exp(x))*exp(-x)",
                        "tanh(exp(x))*exp(-x)",
                        "sin(exp(x))*exp(-x)")
                .map(ExpressionParser::parse);
        return Stream.of(NamedActivations.all().stream().map(NamedActivation::expression), unary, written, trees)
                .flatMap(all -> all);
    }

    @Test
    void safeProgramsAreFiniteInSinglePrecisionWhereTheExactResultIs() {
        SAFE.forEach((function, program) -> {
            double[][] results = program.run(POINTS, (x, result) -> (float) result);
            Expression derivative = Derivative.of(function);
            for (int i = 0; i < POINTS.length; i++) {
                if (finite(exact(function, derivative, POINTS[i]))) {
                    assertThat(new double[] {results[0][i], results[1][i]})
                            .as("%s at %s", function, POINTS[i])
                            .satisfies(both -> assertThat(DoubleStream.of(both)).allMatch(Double::isFinite));
                }
            }
        });
    }

    @Test
    void safeProgramsAgreeWithTheExactResultAlsoWherePlainArithmeticOverflows() {
        SAFE.forEach((function, program) -> {
            double[][] results = program.run(POINTS, (x, result) -> result);
            String formula = InfixPrinter.print(function);
            Expression derivative = Derivative.of(function);
            for (int i = 0; i < POINTS.length; i++) {
                double x = POINTS[i];
                ValueAndDerivative exact = exact(function, derivative, x);
                if (finite(exact)) {
                    double scale = 1 + Math.abs(exact.value()) + Math.abs(exact.derivative());
                    double tolerance = (1e-7 + 1e-14 * Math.abs(x)) * scale; // what WideRange's logarithms allow
                    assertThat(results[0][i]).as("%s at %s", formula, x).isCloseTo(exact.value(), within(tolerance));
                    assertThat(results[1][i])
                            .as("slope of %s at %s", formula, x)
                            .isCloseTo(exact.derivative(), within(tolerance));
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"ln(x), -1", "sqrt(x), -1", "atanh(x), 2", "atanh(exp(x))*exp(-x), 100", "x/x, 0"})
    void doesNotHideWhatIsNotDefined(String formula, float x) {
        Program program = SafeLowering.value(ExpressionParser.parse(formula));
        assertThat(program.run(x, result -> (float) result)[0]).isNaN();
    }

    @Test
    void computesSharedSubexpressionsOnce() {
        List<Operation> operations = Program.ofDual(
                        ExpressionParser.parse("erf(exp(x))*erf(exp(x))+exp(x)"), Arithmetic.FAST)
                .instructions()
                .stream()
                .map(Instruction::operation)
                .toList();
        assertThat(operations).filteredOn(Operation.ERF::equals).hasSize(1);
        assertThat(operations).filteredOn(Operation.EXP::equals).hasSize(2); // e^x and the bell of erf
    }

    private static ValueAndDerivative exact(Expression function, Expression derivative, double x) {
        var plain = new ValueAndDerivative(function.value(x), derivative.value(x));
        if (finite(plain)) {
            return plain;
        }
        boolean phaseUnknown = Math.abs(x) > 1e4 && InfixPrinter.print(function).matches(".*(sin|cos)\\(.*");
        return phaseUnknown ? new ValueAndDerivative(Double.NaN, Double.NaN) : WideRange.evaluate(function, x);
    }

    private static boolean finite(ValueAndDerivative exact) {
        return Math.abs(exact.value()) < 1e37 && Math.abs(exact.derivative()) < 1e37; // not infinite by rounding
    }
}
