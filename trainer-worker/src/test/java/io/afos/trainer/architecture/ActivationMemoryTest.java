package io.afos.trainer.architecture;

import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.image.ImageShape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ActivationMemoryTest {

    private static final Expression RELU = ExpressionParser.parse("max(x,0)");

    /** Simonyan and Zisserman's VGG-16 has 13.6 million outputs of convolutions for an image of 224x224. */
    @Test
    void isThatOfPublishedNetworks() {
        double outputs = 4 * 13.6e6;

        assertThat((double) bytes("vgg16", 1, 224, 1)).isCloseTo(outputs, within(0.35 * outputs));
    }

    @Test
    void growsWithBatchAndImage() {
        CatalogArchitecture.all().forEach(architecture -> {
            long one = bytes(architecture.name(), 0.25, 48, 1);

            assertThat(bytes(architecture.name(), 0.25, 48, 10)).isEqualTo(10 * one);
            assertThat(bytes(architecture.name(), 0.25, 64, 1)).isGreaterThan(one);
        });
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> bytes("vgg16", 1, 512, 4_096))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContaining("4,096 images of 512x512")
                .hasMessageContaining("recipe.batchSize");
    }

    private static long bytes(String name, double width, int size, int batch) {
        return Architectures.leastStepBytes(
                new Architecture(name, width), null, new ImageShape(3, size, size), 10, RELU, batch);
    }
}
