package io.afos.api.activation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.Note;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import io.afos.model.lowering.Program;
import io.afos.model.space.Preset;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Runs exported models in ONNX Runtime. */
class OnnxModelTest {

    private static final Predicate<String> OSCILLATES =
            Pattern.compile("(sin|cos)\\(").asPredicate();
    private static final Predicate<String> HAS_TIES =
            Pattern.compile("(max|min)\\(").asPredicate();
    private static final float[] POINTS = points();

    private static float[] points() {
        double[] points = DoubleStream.concat(
                        DoubleStream.of(
                                        0, 1e-45, 1e-40, 1e-30, 0.01, 1, 3, 6, 20, 88, 89, 104, 200, 709, 710, 1e3, 1e4,
                                        1e10, 1e19, 1e30, 1e38)
                                .flatMap(x -> DoubleStream.of(x, -x)),
                        new Random(41).doubles(40, -6, 6))
                .toArray();
        float[] floats = new float[points.length];
        IntStream.range(0, points.length).forEach(i -> floats[i] = (float) points[i]);
        return floats;
    }

    private static Stream<Expression> functions() {
        var random = new Random(42);
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(Expression.x()));
        Stream<Expression> written =
                Stream.of("3", "x", "x/2", "2/x", "1/(1+x^2)").map(ExpressionParser::parse);
        Stream<Expression> trees = IntStream.range(0, 500)
                .mapToObj(i -> Preset.AFOS.space().random(random).expression());
        return Stream.of(NamedActivations.all().stream().map(NamedActivation::expression), unary, written, trees)
                .flatMap(all -> all);
    }

    private record Results(float[] values, float[] slopes) {}

    private static Results run(ExportedActivation activation) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                var session = environment.createSession(OnnxModel.of(activation, null, true), options);
                var x = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(POINTS), new long[] {2, POINTS.length / 2});
                var results = session.run(Map.of("x", x))) {
            return new Results(
                    ((OnnxTensor) results.get("y").orElseThrow())
                            .getFloatBuffer()
                            .array(),
                    ((OnnxTensor) results.get("slope").orElseThrow())
                            .getFloatBuffer()
                            .array());
        }
    }

    @Test
    void modelsGiveTheExactValuesAndDerivatives() throws OrtException {
        for (Expression function : functions().toList()) {
            Expression derivative = Derivative.of(function);
            var activation = new ExportedActivation(function, List.of());
            Program program = activation.lowering().safe();
            Results results = run(activation);
            String formula = InfixPrinter.print(function);
            boolean finiteAtZero = finite(WideRange.evaluate(function, 0));
            for (int i = 0; i < POINTS.length; i++) {
                double x = POINTS[i];
                var plain = new ValueAndDerivative(function.value(x), derivative.value(x));
                ValueAndDerivative exact = finite(plain) ? plain : WideRange.evaluate(function, x);
                if (Math.abs(x) < Float.MIN_NORMAL && !finiteAtZero) {
                    continue; // ONNX Runtime takes a subnormal number for 0
                }
                if (!finite(exact) || !finite(plain) && Math.abs(x) > 1e4 && OSCILLATES.test(formula)) {
                    continue;
                }
                assertThat(results.values[i]).as("%s at %s", formula, x).isFinite();
                assertThat(results.slopes[i])
                        .as("slope of %s at %s", formula, x)
                        .isFinite();
                double scale = Math.max(1, Math.abs(exact.value())) + Math.abs(exact.derivative());
                boolean tieByRounding = x != 0 && Math.abs(x) < 1e-6 && HAS_TIES.test(formula);
                double[] rounded = program.run(x, OnnxModelTest::rounded);
                boolean lostToRounding = Math.abs(rounded[0] - exact.value()) > 1e-4 * scale
                        || Math.abs(rounded[1] - exact.derivative()) > 1e-4 * scale;
                if (scale < 1e4 && Math.abs(x) < 1e4 && !tieByRounding && !lostToRounding) {
                    assertThat((double) results.values[i])
                            .as("%s at %s", formula, x)
                            .isCloseTo(exact.value(), within(1e-3 * scale));
                    assertThat((double) results.slopes[i])
                            .as("slope of %s at %s", formula, x)
                            .isCloseTo(exact.derivative(), within(1e-3 * scale));
                }
            }
        }
    }

    @Test
    void aModelHasOneOutputAndTellsWhereItComesFrom() throws OrtException {
        var activation = new ExportedActivation(
                ExpressionParser.parse("x*erf(exp(x))"), List.of(new Note("search 7", "of \"a\u0000b\n\"")));
        try (var options = new OrtSession.SessionOptions();
                var session =
                        OrtEnvironment.getEnvironment().createSession(OnnxModel.of(activation, 4, false), options)) {
            assertThat(session.getInputNames()).containsExactly("x");
            assertThat(session.getOutputNames()).containsExactly("y");
            assertThat(((TensorInfo) session.getInputInfo().get("x").getInfo()).getShape())
                    .containsExactly(-1, -1, -1, -1);
            assertThat(session.getMetadata().getGraphName()).isEqualTo("eelu_1");
            assertThat(session.getMetadata().getDescription()).isEqualTo("f(x) = x*erf(exp(x))");
            assertThat(session.getMetadata().getCustomMetadata()).containsKey("search 7");
        }
    }

    /** As ONNX Runtime holds it: a subnormal number is 0. */
    private static double rounded(double result) {
        return Math.abs(result) < Float.MIN_NORMAL ? 0 : (float) result;
    }

    private static boolean finite(ValueAndDerivative exact) {
        return Math.abs(exact.value()) < 1e37 && Math.abs(exact.derivative()) < 1e37; // not infinite by rounding
    }
}
