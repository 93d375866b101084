package io.afos.trainer.activation;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.BinaryFunction;
import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.expression.UnaryFunction;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import io.afos.model.lowering.Arithmetic;
import io.afos.model.lowering.Program;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LoweredActivationTest {

    private static final double[] ORDINARY = DoubleStream.concat(
                    DoubleStream.of(0, 1, -1, 3, -3, 0.5, -0.5), new Random(1).doubles(200, -4, 4))
            .toArray();
    private static final double[] EXTREME = DoubleStream.of(
                    1e-45, 1e-38, 1e-30, 1e-10, 0.01, 1, 5, 9.3, 20, 88, 88.8, 89, 104, 200, 709, 710, 1e3, 1e4, 1e10,
                    1e19, 1e30, 1e38)
            .flatMap(x -> DoubleStream.of(x, -x))
            .toArray();
    private static final Expression X = Expression.x();

    @BeforeAll
    static void withoutGradientsUnlessCollected() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
    }

    static Stream<Named<Expression>> everyFunctionAndGene() {
        Stream<Expression> unary = Stream.of(UnaryFunction.values()).map(function -> function.of(X));
        Stream<Expression> binary = Stream.of(BinaryFunction.values())
                .flatMap(function -> Stream.of(
                        function.of(UnaryFunction.SIN.of(X), X),
                        function.of(X, Expression.constant(2)),
                        function.of(Expression.constant(2), X),
                        function.of(X, X)));
        Stream<Expression> unaryGenes = Stream.of(UnaryGene.values()).map(UnaryGene::expression);
        Stream<Expression> binaryGenes = Stream.of(BinaryGene.values())
                .flatMap(gene -> Stream.of(
                        gene.of(X, UnaryFunction.TANH.of(X)),
                        gene.of(UnaryFunction.SOFTPLUS.of(X), UnaryFunction.EXP.of(X))));
        Stream<Expression> named = NamedActivations.all().stream().map(NamedActivation::expression);
        return Stream.of(unary, binary, unaryGenes, binaryGenes, named)
                .flatMap(all -> all)
                .distinct()
                .map(expression -> Named.of(InfixPrinter.print(expression), expression));
    }

    @ParameterizedTest
    @MethodSource("everyFunctionAndGene")
    void hasTheExactValueAndDerivative(Expression expression) {
        assertAgrees(expression, new DualActivation(expression), 1e-5);
        Expression known = NamedActivations.find(Fingerprint.of(expression))
                .map(NamedActivation::expression)
                .orElse(expression); // which may have another derivative at a kink
        assertAgrees(known, LoweredActivation.of(expression), 1e-5);
    }

    @ParameterizedTest
    @MethodSource("everyFunctionAndGene")
    void isFiniteWhereTheExactResultIs(Expression expression) {
        assertFinite(expression, new DualActivation(expression));
        assertFinite(expression, LoweredActivation.of(expression));
    }

    @ParameterizedTest
    @MethodSource("everyFunctionAndGene")
    void programsAreExactInDoublePrecision(Expression expression) {
        assertExactInDouble(expression);
    }

    @Test
    void randomTreesAreExactInDoublePrecision() {
        randomTrees(150, 11).forEach(LoweredActivationTest::assertExactInDouble);
    }

    @Test
    void randomTreesAgreeInSinglePrecision() {
        randomTrees(150, 12).forEach(tree -> assertAgrees(tree, new DualActivation(tree), 1e-3));
    }

    @Test
    void randomTreesAreFiniteWhereTheExactResultIs() {
        randomTrees(150, 13).forEach(tree -> assertFinite(tree, new DualActivation(tree)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "-x*erf(exp(-x)); -10000; 10000; -1",
                "-x*erf(exp(-x)); -89; 89; -1",
                "x*erf(exp(x)); 1e30; 1e30; 1",
                "x*tanh(softplus(x)); 89; 89; 1",
                "x*tanh(softplus(x)); 1e20; 1e20; 1",
                "exp(x)*exp(-x); 104; 1; 0",
                "exp(x)*exp(-x); 10000; 1; 0",
                "ln(1+exp(x)); 1000; 1000; 1",
                "exp(x)/(1+exp(x)); 5000; 1; 0",
                "asinh(x); 0; 0; 1",
                "atanh(x); 0; 0; 1",
                "max(x,0); 0; 0; 0",
                "max(0,x); 0; 0; 0",
                "abs(x); 0; 0; 0",
                "min(x,0); 0; 0; 0",
            })
    void keepsWhatOverflowsOnTheWay(String formula, double x, double value, double derivative) {
        for (LoweredActivation lowered : List.of(
                new DualActivation(ExpressionParser.parse(formula)),
                LoweredActivation.of(ExpressionParser.parse(formula)))) {
            Result result = run(lowered, new double[] {1, x, -1});
            assertThat((double) result.values[1]).isCloseTo(value, within(1e-6 * Math.abs(value)));
            assertThat((double) result.gradients[1]).isCloseTo(derivative, within(1e-6));
            assertThat(result.valuesAlone[1]).isEqualTo(result.values[1]);
        }
    }

    @Test
    void recoversElementsOfTensorsThatAreNotContiguous() {
        var lowered = new DualActivation(ExpressionParser.parse("-x*erf(exp(-x))"));
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray whole = manager.create(new float[][] {{-100, 1, 5}, {-200, 2, 6}});
            NDArray y = lowered.differentiable(whole.get(":, :2"));
            assertThat(y.toFloatArray()).containsExactly(new float[] {100, y.getFloat(0, 1), 200, y.getFloat(1, 1)});
            assertThat(y.getFloat(0, 1)).isCloseTo((float) -Erf.value(Math.exp(-1)), within(1e-6f));
        }
    }

    /** The promise ends where digits end: then a difference is 0, and its logarithm infinite. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"atanh(tanh(x)); 5", "ln(1-tanh(x)); -9.3068987"})
    void losesOnlyWhatRoundsToNothing(String formula, double at5) {
        Expression expression = ExpressionParser.parse(formula);
        Result result = run(LoweredActivation.of(expression), new double[] {5, 25});
        assertThat((double) result.values[0]).isCloseTo(at5, within(1e-2));
        assertThat(Float.isFinite(result.values[1])).isFalse();
        assertThat(WideRange.evaluate(expression, 25).value()).isInfinite();
    }

    @Test
    void doesNotHideWhatIsTrulyInfinite() {
        Result result = run(new DualActivation(ExpressionParser.parse("exp(x)")), new double[] {0, 100});
        assertThat(result.values[0]).isEqualTo(1f);
        assertThat(Float.isFinite(result.values[1])).isFalse();
    }

    private static Stream<Expression> randomTrees(int count, long seed) {
        var random = new Random(seed);
        var space = new SearchSpace(List.of(UnaryGene.values()), List.of(BinaryGene.values()), List.of(Shape.values()));
        return IntStream.range(0, count).mapToObj(i -> space.random(random).expression());
    }

    private record Result(float[] values, float[] gradients, float[] valuesAlone) {}

    private static Result run(LoweredActivation lowered, double[] points) {
        float[] x = new float[points.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) points[i];
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray array = manager.create(x);
            array.setRequiresGradient(true);
            NDArray y;
            try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                y = lowered.differentiable(array);
                gradients.backward(y.sum());
            }
            return new Result(
                    y.toFloatArray(),
                    array.getGradient().toFloatArray(),
                    lowered.value(array).toFloatArray());
        }
    }

    private static void assertAgrees(Expression expression, LoweredActivation lowered, double tolerance) {
        Result result = run(lowered, ORDINARY);
        Expression derivative = Derivative.of(expression);
        for (int i = 0; i < ORDINARY.length; i++) {
            double x = (float) ORDINARY[i];
            double value = expression.value(x);
            double slope = derivative.value(x);
            if (Math.abs(value) < 1e4 && Math.abs(slope) < 1e4) {
                double scale = Math.max(1, Math.abs(value)) + Math.abs(slope);
                assertThat((double) result.values[i])
                        .as("value of %s at %s", expression, x)
                        .isCloseTo(value, within(tolerance * scale));
                assertThat((double) result.gradients[i])
                        .as("gradient of %s at %s", expression, x)
                        .isCloseTo(slope, within(tolerance * scale));
                assertThat((double) result.valuesAlone[i])
                        .as("value alone of %s at %s", expression, x)
                        .isCloseTo(value, within(tolerance * scale));
            }
        }
    }

    private static void assertFinite(Expression expression, LoweredActivation lowered) {
        List<Double> points = new ArrayList<>();
        for (double x : EXTREME) {
            ValueAndDerivative exact = WideRange.evaluate(expression, (float) x);
            if (Float.isFinite((float) exact.value()) && Float.isFinite((float) exact.derivative())) {
                points.add(x);
            }
        }
        double[] finite = points.stream().mapToDouble(x -> x).toArray();
        Result result = run(lowered, finite);
        for (int i = 0; i < finite.length; i++) {
            assertThat(result.values[i])
                    .as("value of %s at %s", expression, finite[i])
                    .isFinite();
            assertThat(result.gradients[i])
                    .as("gradient of %s at %s", expression, finite[i])
                    .isFinite();
            assertThat(result.valuesAlone[i])
                    .as("value alone of %s at %s", expression, finite[i])
                    .isFinite();
        }
    }

    private static void assertExactInDouble(Expression expression) {
        Expression derivative = Derivative.of(expression);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                List<NDArray> results =
                        new TensorProgram(Program.ofDual(expression, arithmetic)).run(manager.create(ORDINARY));
                double[] values = results.get(0).toDoubleArray();
                double[] slopes = results.get(1).toDoubleArray();
                for (int i = 0; i < ORDINARY.length; i++) {
                    double value = expression.value(ORDINARY[i]);
                    double slope = derivative.value(ORDINARY[i]);
                    if (Math.abs(value) < 1e6 && Math.abs(slope) < 1e6) {
                        double scale = Math.max(1, Math.abs(value)) + Math.abs(slope);
                        assertThat(values[i])
                                .as("value of %s at %s", expression, ORDINARY[i])
                                .isCloseTo(value, within(1e-8 * scale));
                        assertThat(slopes[i])
                                .as("slope of %s at %s", expression, ORDINARY[i])
                                .isCloseTo(slope, within(1e-8 * scale));
                    }
                }
            }
        }
    }
}
