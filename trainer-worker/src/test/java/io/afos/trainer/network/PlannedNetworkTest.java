package io.afos.trainer.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.ExpressionSyntaxException;
import io.afos.model.network.Arrangement.Slice;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Elementwise.Binary;
import io.afos.model.network.Elementwise.Dropout;
import io.afos.model.network.Elementwise.Pointwise;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Source;
import io.afos.model.network.Source.Initial;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PlannedNetworkTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        Engine.getInstance().setRandomSeed(3);
        JniUtils.setGradMode(false);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void dropsInTrainingOnly() {
        var builder = new PlanBuilder(1, 100, 100);
        builder.flattened(builder.add(new Dropout(0.25), 0), 10_000);
        PlannedNetwork network = initialised(builder.plan(), "x");
        NDArray ones = manager.ones(new Shape(1, 1, 100, 100));

        assertThat(logits(network, ones, false)).containsOnly(1);
        float[] dropped = logits(network, ones, true);
        int zeros = 0;
        for (float value : dropped) {
            zeros += value == 0 ? 1 : 0;
        }
        assertThat(zeros / 10_000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void movesRunningStatisticsByTheirMomentumInTrainingOnly() {
        var builder = new PlanBuilder(2, 1, 2);
        builder.flattened(
                builder.add(
                        new Layer.BatchNormalization(1e-5, 0.75),
                        0,
                        builder.parameter(Initial.ONE, 2),
                        builder.parameter(Initial.ZERO, 2)),
                4);
        PlannedNetwork network = initialised(builder.plan(), "x");
        NDArray images = manager.create(new float[] {1, 2, 3, 5, 3, 2, 7, 5}, new Shape(2, 2, 1, 2));

        logits(network, images, false);
        assertThat(held(network, "mean")).containsExactly(0, 0);
        logits(network, images, true);
        assertThat(held(network, "mean")).containsExactly(0.25f * 2, 0.25f * 5);
        assertThat(held(network, "variance")).containsExactly(0.75f + 0.25f * 2 / 3, 0.75f + 0.25f * 8 / 3);
    }

    @Test
    void normalisesASingleValueByTheRunningStatistics() {
        var builder = new PlanBuilder(2, 1, 1);
        builder.flattened(builder.batchNormalization(0, 2), 2);
        PlannedNetwork network = initialised(builder.plan(), "x");
        NDArray image = manager.create(new float[] {3, 4}, new Shape(1, 2, 1, 1));

        float[] logits = logits(network, image, true);

        assertThat(logits[0]).isCloseTo(3, within(1e-3f));
        assertThat(held(network, "mean")).containsExactly(0, 0);
    }

    @Test
    void drawsWeightsByTheGainWhereTheFunctionFollowsAndLikeLastLayersElsewhere() {
        var builder = new PlanBuilder(3, 8, 8);
        int x = builder.convolution(0, 3, 64, 3, 1);
        x = builder.activation(builder.batchNormalization(x, 64));
        int gate = builder.convolution(x, 64, 64, 1, 1);
        gate = builder.add(new Pointwise("sigmoid(x)"), gate);
        x = builder.activation(builder.add(new Binary(Binary.Kind.MULTIPLY), x, gate));
        int positions = builder.parameter(Initial.EMBEDDING, 64, 8, 8);
        builder.classifier(builder.sum(x, positions), 64, 10);
        List<Parameter> trained = trained(initialised(builder.plan(), "max(x,0)", 2));

        assertNormal(trained.get(0), 2 / Math.sqrt(27));
        assertThat(trained.get(1).getArray().toFloatArray()).containsOnly(1);
        assertThat(trained.get(2).getArray().toFloatArray()).containsOnly(0);
        assertUniform(trained.get(3), 1.0 / 8);
        assertNormal(trained.get(4), 0.02);
        assertUniform(trained.get(5), 1.0 / 8);
    }

    private static void assertNormal(Parameter parameter, double deviation) {
        float[] values = parameter.getArray().toFloatArray();
        assertThat(deviation(values)).isCloseTo(deviation, within(0.06 * deviation));
        assertThat(largest(values)).isGreaterThan(2.5 * deviation);
    }

    private static void assertUniform(Parameter parameter, double limit) {
        float[] values = parameter.getArray().toFloatArray();
        assertThat(deviation(values)).isCloseTo(limit / Math.sqrt(3), within(0.06 * limit));
        assertThat(largest(values)).isLessThanOrEqualTo(limit);
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void leavesOutWhatTheLogitsDoNotDependOn() {
        var builder = new PlanBuilder(1, 1, 1);
        builder.sum(0, builder.parameter(Initial.ONE, 1_000));
        builder.flattened(builder.sum(0, builder.parameter(Initial.ONE, 1)), 1);

        assertThat(trained(initialised(builder.plan(), "x"))).hasSize(1);
    }

    @Test
    void releasesWhatIsNotNeededAnyMore() {
        var builder = new PlanBuilder(1, 4, 4);
        int x = 0;
        for (int i = 0; i < 50; i++) {
            x = builder.add(new Elementwise.Activation("Relu"), x);
            x = builder.sum(x, builder.add(new Source.Constant(Extents.of(1), List.of(1f))));
            x = builder.add(new Dropout(0.5), x);
        }
        builder.flattened(x, 16);
        PlannedNetwork network = initialised(builder.plan(), "max(x,0)");
        try (NDManager step = manager.newSubManager()) {
            NDArray images = step.zeros(new Shape(1, 1, 4, 4));
            NDArray logits = network.forward(new ParameterStore(manager, false), new NDList(images), false)
                    .singletonOrThrow();

            assertThat(step.getManagedArrays()).containsExactlyInAnyOrder(images, logits);
            assertThat(logits.toFloatArray()).containsOnly(50);
        }
    }

    @Test
    void aFunctionThatGivesItsInputReleasesNothingThatIsNeeded() {
        var builder = new PlanBuilder(1, 1, 2);
        int x = builder.sum(0, 0);
        int same = builder.activation(x);
        builder.flattened(builder.sum(builder.activation(same), x), 2);
        PlannedNetwork network = initialised(builder.plan(), "x");
        NDArray images = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));

        assertThat(logits(network, images, false)).containsExactly(4, 8);
        assertThat(images.toFloatArray()).containsExactly(1, 2);
    }

    @Test
    void aConstantOfOneValueTakesNoMemoryForTheOthers() {
        var builder = new PlanBuilder(1, 1, 1);
        int huge = builder.add(new Source.Constant(Extents.of(1 << 15, 1 << 15), List.of(2f)));
        int one = builder.add(new Slice(0, 0, 1, 1), huge);
        one = builder.add(new Slice(1, 0, 1, 1), one);
        builder.flattened(builder.sum(0, one), 1);

        assertThat(logits(initialised(builder.plan(), "x"), manager.ones(new Shape(1, 1, 1, 1)), false))
                .containsExactly(3);
    }

    @Test
    void refusesFormulasThatCannotBeRead() {
        var builder = new PlanBuilder(1, 1, 1);
        builder.flattened(builder.add(new Pointwise("system(x)"), 0), 1);
        NetworkPlan plan = builder.plan();

        assertThatThrownBy(() -> initialised(plan, "x")).isInstanceOf(ExpressionSyntaxException.class);
    }

    private PlannedNetwork initialised(NetworkPlan plan, String formula) {
        return initialised(plan, formula, 1);
    }

    private PlannedNetwork initialised(NetworkPlan plan, String formula, double gain) {
        LoweredActivation activation = LoweredActivation.of(ExpressionParser.parse(formula));
        var network = new PlannedNetwork(plan, activation, gain, new InitialWeights(1));
        Source.Image image = plan.image();
        network.initialize(manager, DataType.FLOAT32, new Shape(1, image.channels(), image.height(), image.width()));
        return network;
    }

    private static List<Parameter> trained(PlannedNetwork network) {
        return network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .toList();
    }

    private static float[] held(PlannedNetwork network, String what) {
        return network.getParameters().values().stream()
                .filter(parameter -> parameter.getName().endsWith(what))
                .findFirst()
                .orElseThrow()
                .getArray()
                .toFloatArray();
    }

    private float[] logits(PlannedNetwork network, NDArray images, boolean training) {
        return network.forward(new ParameterStore(manager, false), new NDList(images), training)
                .singletonOrThrow()
                .toFloatArray();
    }
}
