package io.afos.trainer.architecture;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.trainer.image.ImageShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ArchitecturesTest {

    private static final Expression RELU = ExpressionParser.parse("max(x,0)");

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

    @Test
    void knowsTheNetworksOfTheCatalogue() {
        assertThat(Architectures.names())
                .isEqualTo(CatalogArchitecture.all().stream()
                        .map(CatalogArchitecture::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "afos-base, 3, 32, 32, 0.25",
        "afos-base, 1, 28, 28, 0.03125",
        "afos-base, 1, 8, 8, 0.125",
        "afos-base, 4, 9, 31, 0.3",
        "afos-base-plain, 3, 64, 64, 0.0625",
        "afos-base-plain, 1, 28, 20, 2",
    })
    void givesFiniteLogitsForImagesOfAnySize(String name, int channels, int height, int width, double factor) {
        Block network = build(name, factor, new ImageShape(channels, height, width), 1);
        NDArray images = manager.randomUniform(0, 1, new Shape(5, channels, height, width));
        NDArray logits = network.forward(new ParameterStore(manager, false), new NDList(images), false)
                .singletonOrThrow();
        assertThat(logits.getShape()).isEqualTo(new Shape(5, 10));
        assertThat(logits.isNaN().any().getBoolean()).isFalse();
    }

    @Test
    void drawsWeightsFromTheSeedOnly() {
        float[] first = weights(build("afos-base", 0.25, new ImageShape(1, 28, 28), 1));
        float[] again = weights(build("afos-base", 0.25, new ImageShape(1, 28, 28), 1));
        float[] other = weights(build("afos-base", 0.25, new ImageShape(1, 28, 28), 2));
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void drawsHeAndGlorotUniformWeightsAndNoBiases() {
        Block network = build("afos-base", 1, new ImageShape(3, 32, 32), 1);
        assertUniform(network.getParameters().get(4).getValue().getArray(), Math.sqrt(6.0 / (32 * 9)));
        assertUniform(network.getParameters().get(6).getValue().getArray(), Math.sqrt(6.0 / (32 + 32)));
        network.getParameters().values().stream()
                .filter(parameter -> parameter.getName().toLowerCase().endsWith("bias"))
                .forEach(bias -> assertThat(bias.getArray().toFloatArray()).containsOnly(0));
    }

    private static void assertUniform(NDArray weights, double limit) {
        float[] values = weights.toFloatArray();
        double largest = 0;
        double squares = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            squares += (double) value * value;
        }
        assertThat(largest).isLessThanOrEqualTo(limit).isGreaterThan(0.97 * limit);
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(limit / Math.sqrt(3), within(0.05 * limit));
    }

    @Test
    void refusesImagesThatAreTooSmall() {
        assertThatThrownBy(() -> build("afos-base", 1, new ImageShape(1, 7, 28), 1))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("at least 8 x 8")
                .hasMessageContaining("28 x 7");
        assertThatThrownBy(() -> build("resnet50", Form.LARGE, new ImageShape(3, 31, 31)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("resnet50 in its form LARGE needs images of at least 32 x 32");
    }

    @Test
    void refusesImagesWhoseTokensWouldNotFitMemory() {
        assertThatThrownBy(() -> build("cct-7-3x1", null, new ImageShape(3, 224, 224)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("at most 64 x 64")
                .hasMessageContaining("224 x 224");
    }

    @Test
    void refusesDepthsAndFormsThatItDoesNotHave() {
        assertThatThrownBy(() -> build("cct-14-7x2", Form.SMALL, new ImageShape(3, 32, 32)))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("cct-14-7x2 can only have LARGE");
        assertThatThrownBy(() -> Architectures.build(
                        new Architecture("afos-base", 1, Depth.TINY, null),
                        new ImageShape(3, 32, 32),
                        10,
                        RELU,
                        manager,
                        1))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("afos-base can only have FULL");
    }

    @Test
    void refusesNetworksWhoseParametersWouldNotFitMemory() {
        assertThatThrownBy(() -> Architectures.build(
                        new Architecture("vgg16", 4, Depth.FULL, Form.LARGE),
                        new ImageShape(3, 32, 32),
                        10,
                        RELU,
                        manager,
                        1))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("vgg16 with recipe.width 4")
                .hasMessageContaining("2,148,162,826 parameters")
                .hasMessageContaining("at most 400,000,000: choose a smaller recipe.width");
    }

    @Test
    void refusesNamesItDoesNotKnow() {
        assertThatThrownBy(() -> build("resnet51", 1, new ImageShape(1, 28, 28), 1))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("resnet51")
                .hasMessageContaining("afos-base-plain");
    }

    private Block build(String name, @Nullable Form form, ImageShape shape) {
        return Architectures.build(new Architecture(name, 0.0625, Depth.TINY, form), shape, 10, RELU, manager, 1);
    }

    private Block build(String name, double width, ImageShape shape, long seed) {
        return Architectures.build(new Architecture(name, width), shape, 10, RELU, manager, seed);
    }

    private static float[] weights(Block network) {
        return network.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .reduce(new float[0], (a, b) -> {
                    float[] both = Arrays.copyOf(a, a.length + b.length);
                    System.arraycopy(b, 0, both, a.length, b.length);
                    return both;
                });
    }
}
