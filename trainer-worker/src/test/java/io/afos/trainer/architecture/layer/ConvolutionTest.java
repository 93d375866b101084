package io.afos.trainer.architecture.layer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with float64, for which the engine has other kernels. */
class ConvolutionTest {

    private static final String CHANNELS_AND_FILTERS = """
        1, 4
        3, 8
        8, 8
        4, 16
        20, 12
        16, 24
        32, 32
        33, 20
        48, 32
        80, 16
        112, 8
        160, 16
        """;

    /** All that the networks use. */
    private static final List<Kernel> KERNELS = List.of(
            Kernel.same(1, 1),
            Kernel.same(1, 2),
            Kernel.same(3, 1),
            Kernel.same(3, 2),
            Kernel.same(5, 1),
            Kernel.same(7, 2),
            new Kernel(11, 4, 2));

    private NDManager manager;

    @BeforeEach
    void open() {
        Engine.getInstance().setRandomSeed(5);
        JniUtils.setGradMode(false);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource(textBlock = CHANNELS_AND_FILTERS)
    void hasTheResultAndGradientsOfAnExactConvolution(int channels, int filters) {
        for (Kernel kernel : KERNELS) {
            var weights = new InitialWeights(channels);
            assertLikeInDouble(
                    Convolution.biased(filters, kernel, LayerWeights.zeroBias(weights.heUniform())),
                    channels,
                    (x, parameters) -> convolve(x, parameters.get(0), parameters.get(1), kernel, 1));
            assertLikeInDouble(
                    Convolution.unbiased(filters, kernel, weights.heUniform()),
                    channels,
                    (x, parameters) -> convolve(x, parameters.get(0), null, kernel, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 16, 17, 24, 33, 40, 64})
    void hasTheResultAndGradientsOfAnExactDepthwiseConvolution(int channels) {
        for (int stride = 1; stride <= 2; stride++) {
            Kernel kernel = Kernel.same(3, stride);
            assertLikeInDouble(
                    Convolution.depthwise(kernel, new InitialWeights(channels).heUniform()),
                    channels,
                    (x, parameters) -> convolve(x, parameters.get(0), null, kernel, channels));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = CHANNELS_AND_FILTERS)
    void foldedHasTheResultAndGradientsOfTwoLayers(int channels, int filters) {
        var weights = new InitialWeights(channels);
        assertLikeInDouble(
                new FoldedConvolution(filters, weights.heUniform(), weights.glorotUniform()),
                channels,
                (x, parameters) -> {
                    NDArray pointwise = parameters.get(2).reshape(filters, filters, 1, 1);
                    return convolve(
                            convolve(x, parameters.get(0), parameters.get(1), Kernel.same(3, 1), 1),
                            pointwise,
                            parameters.get(3),
                            Kernel.same(1, 1),
                            1);
                });
    }

    private static NDArray convolve(NDArray x, NDArray weights, @Nullable NDArray bias, Kernel kernel, int groups) {
        return Conv2d.conv2d(x, weights, bias, kernel.strides(), kernel.paddings(), new Shape(1, 1), groups)
                .singletonOrThrow();
    }

    private void assertLikeInDouble(Block block, int channels, BiFunction<NDArray, List<NDArray>, NDArray> exact) {
        NDArray x = manager.randomNormal(new Shape(6, channels, 14, 14));
        block.initialize(manager, DataType.FLOAT32, x.getShape());
        List<NDArray> parameters = block.getParameters().values().stream()
                .map(Parameter::getArray)
                .collect(Collectors.toCollection(ArrayList::new));
        parameters.forEach(parameter -> {
            if (parameter.getShape().dimension() == 1) {
                parameter.addi(0.25); // biases start as 0, which would hide their part
            }
        });
        List<NDArray> inDouble = parameters.stream().map(this::inDouble).toList();
        NDArray xInDouble = inDouble(x);
        x.setRequiresGradient(true);
        NDArray direction = manager.randomNormal(block.getOutputShapes(new Shape[] {x.getShape()})[0]);
        dirtyMemory(x.getShape());

        NDArray result;
        try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            result = block.forward(new ParameterStore(manager, false), new NDList(x), true)
                    .singletonOrThrow();
            gradients.backward(result.mul(direction).sum());
            NDArray expected = exact.apply(xInDouble, inDouble);
            gradients.backward(
                    expected.mul(direction.toType(DataType.FLOAT64, true)).sum());
            assertClose("result", result.stopGradient(), expected.stopGradient());
        }
        assertClose("gradient of x", x.getGradient(), xInDouble.getGradient());
        for (int i = 0; i < parameters.size(); i++) {
            assertClose(
                    "gradient of parameter " + i,
                    parameters.get(i).getGradient(),
                    inDouble.get(i).getGradient());
        }
    }

    private NDArray inDouble(NDArray array) {
        NDArray copy = array.stopGradient().toType(DataType.FLOAT64, true);
        copy.setRequiresGradient(true);
        return copy;
    }

    /** What the next operations find in memory that they do not fill is NaN. */
    private void dirtyMemory(Shape shape) {
        for (int i = 0; i < 20; i++) {
            manager.full(shape, Float.NaN, DataType.FLOAT32).close();
            manager.full(new Shape(6, 16, 14, 14), Float.NaN, DataType.FLOAT32).close();
        }
    }

    private static void assertClose(String what, NDArray actual, NDArray expected) {
        double scale = expected.abs().max().getDouble();
        double difference =
                actual.toType(DataType.FLOAT64, true).sub(expected).abs().max().getDouble();
        assertThat(difference).as(what).isLessThan(1e-5 * scale);
    }
}
