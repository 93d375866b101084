package io.afos.trainer.architecture;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.util.Pair;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.trainer.image.ImageShape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One step of the tiny forms, on a GPU where there is one. */
class GradientTest {

    private static final Expression EELU_2 = ExpressionParser.parse("-x*erf(exp(-x))");
    private static final int CLASSES = 10;

    private NDManager manager;
    private ParameterStore store;

    @BeforeEach
    void open() {
        Engine.getInstance().setRandomSeed(11);
        JniUtils.setGradMode(false);
        manager = NDManager.newBaseManager(Engine.getInstance().getGpuCount() > 0 ? Device.gpu() : Device.cpu());
        store = new ParameterStore(manager, false);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> networksAndShapes() {
        List<ImageShape> shapes = List.of(
                new ImageShape(1, 28, 28),
                new ImageShape(3, 32, 32),
                new ImageShape(3, 64, 64),
                new ImageShape(3, 224, 224),
                new ImageShape(3, 70, 45));
        return Architectures.names().stream()
                .flatMap(name ->
                        shapes.stream().filter(shape -> fits(name, shape)).map(shape -> Arguments.of(name, shape)));
    }

    private static boolean fits(String name, ImageShape shape) {
        return CatalogArchitecture.find(name)
                .orElseThrow()
                .misfit(tiny(name), shape.width(), shape.height())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("networksAndShapes")
    void gradientsReachEveryParameter(String name, ImageShape shape) {
        Block network = Architectures.build(tiny(name), shape, CLASSES, EELU_2, manager, 1);
        NDArray images = manager.randomUniform(0, 1, new Shape(4, shape.channels(), shape.height(), shape.width()));
        NDArray labels = manager.create(new long[] {0, 1, 2, 3});
        NDArray logits = backward(network, images, labels);
        assertThat(logits.getShape()).isEqualTo(new Shape(4, CLASSES));
        assertThat(logits.getDataType()).isEqualTo(DataType.FLOAT32);
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            assertThat(parameter.getValue().getArray().getDataType()).isEqualTo(DataType.FLOAT32);
            if (parameter.getValue().requiresGradient()) {
                NDArray gradient = parameter.getValue().getArray().getGradient();
                float largest = gradient.abs().max().getFloat();
                assertThat(largest).as(parameter.getKey()).isPositive().isFinite();
            }
        }
    }

    private NDArray backward(Block network, NDArray images, NDArray labels) {
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            NDArray logits = network.forward(store, new NDList(images), true).singletonOrThrow();
            gradients.backward(new SoftmaxCrossEntropyLoss().evaluate(new NDList(labels), new NDList(logits)));
            return logits.stopGradient();
        }
    }

    private static Architecture tiny(String name) {
        return new Architecture(name, 0.0625, name.startsWith("afos") ? Depth.FULL : Depth.TINY, null);
    }
}
