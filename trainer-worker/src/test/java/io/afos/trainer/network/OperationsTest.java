package io.afos.trainer.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Source;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with PyTorch itself, from {@code reference-operations.py}. */
class OperationsTest {

    private static final Map<String, NetworkPlan> CASES = OperationCases.all();
    private static final LoweredActivation EELU_2 = LoweredActivation.of(ExpressionParser.parse("-x*erf(exp(-x))"));

    private NDManager manager;

    @BeforeEach
    void open() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "reference-operations.csv", maxCharsPerColumn = 100_000)
    void areThoseOfPyTorch(String name, String mode, String what, String expected) {
        double[] values =
                Stream.of(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();

        float[] actual = computed(CASES.get(name), mode.equals("training"), what);

        assertThat(actual).hasSameSizeAs(values);
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(actual[i] - values[i]))
                    .as("%s of %s at %d is %s, expected %s", what, name, i, actual[i], values[i])
                    .isLessThan(1e-5 * Math.max(1, largest));
        }
    }

    @Test
    void everyOperationIsAmongThem() {
        List<? extends Class<?>> used = CASES.values().stream()
                .flatMap(plan -> plan.steps().stream())
                .map(step -> step.operation().getClass())
                .distinct()
                .toList();
        assertThat(Stream.of(Operation.class.getPermittedSubclasses())
                        .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                        .filter(operation -> !operation.getSimpleName().equals("Dropout"))
                        .toList())
                .allMatch(used::contains);
    }

    /** The logits, or the gradient of a trained parameter, of the sum of the logits times a wave. */
    private float[] computed(NetworkPlan plan, boolean training, String what) {
        var network = new PlannedNetwork(plan, EELU_2, 1, new InitialWeights(1));
        Source.Image image = plan.image();
        Shape shape = new Shape(2, image.channels(), image.height(), image.width());
        network.initialize(manager, DataType.FLOAT32, shape);
        List<Parameter> trained = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .toList();
        for (int i = 0; i < trained.size(); i++) {
            NDArray array = trained.get(i).getArray();
            array.set(wave(i, array.getShape()).toFloatArray());
        }
        NDArray images = wave(0, shape).add(1).div(2);
        var store = new ParameterStore(manager, false);
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            NDArray logits =
                    network.forward(store, new NDList(images), training).singletonOrThrow();
            float[] values = logits.toFloatArray();
            if (what.equals("logits")) {
                return values;
            }
            gradients.backward(logits.mul(wave(1, logits.getShape())).sum());
        }
        return trained.get(Integer.parseInt(what)).getArray().getGradient().toFloatArray();
    }

    private NDArray wave(int index, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.7 * i + index);
        }
        return manager.create(values, shape);
    }
}
