package io.afos.trainer.activation;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.export.DjlBlock;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.Note;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import io.afos.model.space.Preset;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Compiles exported blocks and runs them in DJL. */
class ExportedBlockTest {

    private static final double[] POINTS = DoubleStream.concat(
                    DoubleStream.of(
                                    0, 1e-45, 1e-40, 1e-30, 0.01, 1, 3, 6, 20, 88, 89, 104, 200, 709, 710, 1e3, 1e4,
                                    1e10, 1e19, 1e30, 1e38)
                            .flatMap(x -> DoubleStream.of((float) x, (float) -x)),
                    new Random(51).doubles(40, -6, 6).map(x -> (float) x))
            .toArray();
    private static final Predicate<String> OSCILLATES =
            Pattern.compile("(sin|cos)\\(").asPredicate();
    private static final Predicate<String> HAS_TIES =
            Pattern.compile("(max|min)\\(").asPredicate();
    private static final String HOSTILE = "*/ } \\u000a \n static { System.exit(1); } //";

    @TempDir
    Path directory;

    @Test
    void blocksGiveTheExactValuesAndGradients() throws Exception {
        Map<String, Expression> functions = functions();
        List<Path> sources = new ArrayList<>();
        for (Expression function : functions.values()) {
            var activation = new ExportedActivation(function, List.of(new Note("search", HOSTILE)));
            sources.add(
                    Files.writeString(directory.resolve(activation.className() + ".java"), DjlBlock.write(activation)));
        }
        compile(sources);
        try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            for (Map.Entry<String, Expression> function : functions.entrySet()) {
                Block block = (Block) loader.loadClass(function.getKey())
                        .getDeclaredConstructor()
                        .newInstance();
                assertAgrees(function.getValue(), block, DataType.FLOAT64, 1e-7);
                assertAgrees(function.getValue(), block, DataType.FLOAT32, 1e-3);
            }
        }
    }

    /** By the names of their classes, which tell functions apart that differ. */
    private static Map<String, Expression> functions() {
        var random = new Random(52);
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x()));
        Stream<Expression> written =
                Stream.of("3", "x", "x/2", "2/x", "1/(1+x^2)").map(ExpressionParser::parse);
        Stream<Expression> trees = IntStream.range(0, 600)
                .mapToObj(i -> Preset.AFOS.space().random(random).expression());
        var functions = new LinkedHashMap<String, Expression>();
        Stream.of(NamedActivations.all().stream().map(NamedActivation::expression), unary, written, trees)
                .flatMap(all -> all)
                .forEach(function ->
                        functions.putIfAbsent(new ExportedActivation(function, List.of()).className(), function));
        assertThat(functions).hasSizeGreaterThan(500);
        return functions;
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", directory.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
    }

    private static void assertAgrees(Expression function, Block block, DataType type, double tolerance) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(POINTS).toType(type, false);
            x.setRequiresGradient(true);
            NDArray y;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                y = block.forward(new ParameterStore(manager, false), new NDList(x), true)
                        .singletonOrThrow();
                gradients.backward(y.sum());
            }
            assertThat(y.getDataType()).isEqualTo(type);
            double[] values = y.toType(DataType.FLOAT64, false).toDoubleArray();
            double[] slopes = x.getGradient().toType(DataType.FLOAT64, false).toDoubleArray();
            Expression derivative = Derivative.of(function);
            String formula = InfixPrinter.print(function);
            for (int i = 0; i < POINTS.length; i++) {
                double at = POINTS[i];
                var plain = new ValueAndDerivative(function.value(at), derivative.value(at));
                ValueAndDerivative exact = finite(plain) ? plain : WideRange.evaluate(function, at);
                boolean phaseIsLost = !finite(plain) && Math.abs(at) > 1e4 && OSCILLATES.test(formula);
                if (finite(exact) && !phaseIsLost) {
                    assertAgrees(formula, at, exact, new ValueAndDerivative(values[i], slopes[i]), tolerance);
                }
            }
        }
    }

    private static void assertAgrees(
            String formula, double x, ValueAndDerivative exact, ValueAndDerivative result, double tolerance) {
        assertThat(result.value()).as("%s at %s", formula, x).isFinite();
        assertThat(result.derivative()).as("slope of %s at %s", formula, x).isFinite();
        double scale = Math.max(1, Math.abs(exact.value())) + Math.abs(exact.derivative());
        boolean tieByRounding = x != 0 && Math.abs(x) < 1e-6 && HAS_TIES.test(formula);
        if (scale < 1e4 && Math.abs(x) < 1e4 && !tieByRounding) {
            assertThat(result.value()).as("%s at %s", formula, x).isCloseTo(exact.value(), within(tolerance * scale));
            assertThat(result.derivative())
                    .as("slope of %s at %s", formula, x)
                    .isCloseTo(exact.derivative(), within(tolerance * scale));
        }
    }

    private static boolean finite(ValueAndDerivative exact) {
        return Math.abs(exact.value()) < 1e37 && Math.abs(exact.derivative()) < 1e37; // not infinite by rounding
    }
}
