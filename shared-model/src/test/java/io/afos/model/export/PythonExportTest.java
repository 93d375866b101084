package io.afos.model.export;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Runs exported code in a Python of this machine: PyTorch and numpy themselves; JAX and Keras as far as a stand-in over numpy goes.
 */
class PythonExportTest {

    private static final double[] POINTS = DoubleStream.concat(
                    DoubleStream.of(
                                    0, 1e-45, 1e-40, 1e-30, 1e-10, 0.01, 1, 3, 6, 20, 88, 89, 104, 200, 709, 710, 1e3,
                                    1e4, 1e10, 1e19, 1e30, 1e38)
                            .flatMap(x -> DoubleStream.of((float) x, (float) -x)),
                    new Random(31).doubles(40, -6, 6).map(x -> (float) x))
            .toArray();
    private static final Predicate<String> OSCILLATES =
            Pattern.compile("(sin|cos)\\(").asPredicate();
    private static final Predicate<String> HAS_TIES =
            Pattern.compile("(max|min)\\(").asPredicate();
    private static final List<ExportedActivation> FUNCTIONS = functions();

    @TempDir
    Path directory;

    private static List<ExportedActivation> functions() {
        var random = new Random(32);
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x()));
        Stream<Expression> written =
                Stream.of("3", "x", "x/2", "2/x", "1/(1+x^2)", "ln(0-1)").map(ExpressionParser::parse);
        Stream<Expression> trees = IntStream.range(0, 500)
                .mapToObj(i -> Preset.AFOS.space().random(random).expression());
        return Stream.of(NamedActivations.all().stream().map(NamedActivation::expression), unary, written, trees)
                .flatMap(all -> all)
                .map(function -> new ExportedActivation(function, List.of(new Note("a", "\"\"\"\nimport nothing"))))
                .toList();
    }

    @Test
    void pytorchModulesGiveTheExactValuesAndGradients() throws Exception {
        check("torch", "torch, numpy", PytorchModule::write);
    }

    @Test
    void jaxFunctionsGiveTheExactValuesAndGradientsOverNumpy() throws Exception {
        check("jax", "numpy", JaxFunction::write);
    }

    @Test
    void kerasLayersGiveTheExactValuesAndGradientsOverNumpy() throws Exception {
        check("keras", "numpy", KerasLayer::write);
    }

    @Test
    void numpyFunctionsGiveTheExactValuesAndDerivatives() throws Exception {
        check("numpy", "numpy", NumpyFunction::write, FUNCTIONS.subList(0, 120));
    }

    private void check(String framework, String modules, Function<ExportedActivation, String> code) throws Exception {
        check(framework, modules, code, FUNCTIONS);
    }

    private void check(
            String framework,
            String modules,
            Function<ExportedActivation, String> code,
            List<ExportedActivation> functions)
            throws Exception {
        var python = Python.with(modules);
        assumeTrue(python.isPresent(), "no Python with " + modules);
        Path script = directory.resolve("script");
        try (var resource = PythonExportTest.class.getResourceAsStream("run_exports.py")) {
            Files.copy(resource, script);
        }
        String points = DoubleStream.of(POINTS).mapToObj(Double::toString).collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve("points.txt"), points);
        for (int i = 0; i < functions.size(); i++) {
            Files.writeString(directory.resolve(i + ".py"), code.apply(functions.get(i)));
        }
        List<String> lines = python.get().run(directory, script.toString(), framework, directory.toString());

        assertThat(lines).hasSize(4 * functions.size());
        for (int i = 0; i < functions.size(); i++) {
            Expression function = functions.get(i).expression();
            assertAgrees(function, numbers(lines.get(4 * i)), numbers(lines.get(4 * i + 1)), 1e-7);
            assertAgrees(function, numbers(lines.get(4 * i + 2)), numbers(lines.get(4 * i + 3)), 1e-3);
        }
    }

    private static void assertAgrees(Expression function, double[] values, double[] slopes, double tolerance) {
        Expression derivative = Derivative.of(function);
        String formula = InfixPrinter.print(function);
        boolean oscillates = OSCILLATES.test(formula);
        boolean hasTies = HAS_TIES.test(formula);
        for (int i = 0; i < POINTS.length; i++) {
            double x = POINTS[i];
            var plain = new ValueAndDerivative(function.value(x), derivative.value(x));
            ValueAndDerivative exact = finite(plain) ? plain : WideRange.evaluate(function, x);
            if (!finite(exact) || !finite(plain) && Math.abs(x) > 1e4 && oscillates) {
                continue;
            }
            assertThat(values[i]).as("%s at %s", formula, x).isFinite();
            assertThat(slopes[i]).as("slope of %s at %s", formula, x).isFinite();
            double scale = Math.max(1, Math.abs(exact.value())) + Math.abs(exact.derivative());
            if (scale < 1e4 && Math.abs(x) < 1e4) {
                assertThat(values[i]).as("%s at %s", formula, x).isCloseTo(exact.value(), within(tolerance * scale));
                boolean tieByRounding = x != 0 && Math.abs(x) < 1e-6 && hasTies;
                if (!tieByRounding) {
                    assertThat(slopes[i])
                            .as("slope of %s at %s", formula, x)
                            .isCloseTo(exact.derivative(), within(tolerance * scale));
                }
            }
        }
    }

    private static boolean finite(ValueAndDerivative exact) {
        return Math.abs(exact.value()) < 1e37 && Math.abs(exact.derivative()) < 1e37; // not infinite by rounding
    }

    private static double[] numbers(String line) {
        return Stream.of(line.split(" "))
                .mapToDouble(number -> switch (number) {
                    case "nan" -> Double.NaN;
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.parseDouble(number);
                })
                .toArray();
    }
}
