package io.afos.trainer.architecture;

import ai.djl.engine.Engine;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.catalog.CatalogForm;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.trainer.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParameterCountTest {

    /**
     * Sources:
     *
     * <ul>
     *   <li>resnet50, alexnet, vgg16, vgg16-bn: num_params of torchvision's models, docs.pytorch.org/vision
     *   <li>mobilenet-v1: 3,185,088 in the convolutions, by the table in mobilenet_v1.py of tensorflow/models; two for each of
     *       10,944 channels that batch norm sees; (1024 + 1)·1000 in the classifier; "4.2 M" in the paper
     *   <li>cct: 3.76 M and 22.36 M by the paper and its authors' code; to the last digit, counted by hand from that code.
     *       The variant with waves has no 256·256 learned positions
     *   <li>afos-base: counted by hand from the description: (in·9 + 1)·c a convolution, (c + 1)·c a pointwise layer, and so on
     * </ul>
     */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 224, 1000, 25557032",
        "alexnet, 224, 1000, 61100840",
        "vgg16, 224, 1000, 138357544",
        "vgg16-bn, 224, 1000, 138365992",
        "mobilenet-v1, 224, 1000, 4231976",
        "cct-7-3x1, 32, 10, 3760139",
        "cct-7-3x1-sine, 32, 10, 3694603",
        "cct-14-7x2, 224, 1000, 22367273",
        "afos-base, 32, 10, 610538",
        "afos-base-plain, 32, 10, 550570",
    })
    void isThatOfThePublishedNetwork(String name, int side, int classes, long published) {
        assertThat(count(name, side, classes)).isEqualTo(published);
    }

    /** Their own numbers where somebody published them: weiaicunzai, kuangliu. */
    @ParameterizedTest
    @CsvSource({
        // as published, but for the first convolution: 64·(3·9 - 3·49) weights fewer, and 2048·990 + 990 in the
        // classifier
        "resnet50, 23520842",
        // 990 classes fewer, with 1024 weights and a bias each
        "mobilenet-v1, 3217226",
        // 14,714,688 in the convolutions of torchvision's, 2·(512·512 + 512) + 512·10 + 10 behind them
        "vgg16, 15245130",
        "vgg16-bn, 15253578",
        // 2,448,192 in convolutions that begin with 64·(3·9 + 1); (9·256 + 1 + 4096 + 1)·4096 + 4097·10 behind them
        "alexnet, 28711754",
    })
    void isThatOfTheCustomarySmallForm(String name, long expected) {
        assertThat(count(name, 32, 10)).isEqualTo(expected);
    }

    /** By the same formulas, as the documentation has them: one block of each stage, a quarter of the channels. */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 32, 509594",
        "alexnet, 32, 1698106",
        "vgg16, 32, 279338",
        "vgg16-bn, 32, 280074",
        "mobilenet-v1, 32, 50170",
        "cct-7-3x1, 32, 85515",
        "cct-7-3x1-sine, 32, 69131",
        "cct-14-7x2, 224, 283739",
    })
    void isThatOfOneBlockAStageInATinyNetwork(String name, int side, long expected) {
        assertThat(count(new Architecture(name, 0.25, Depth.TINY, null), side, 10))
                .isEqualTo(expected);
    }

    @Test
    void isWhatTheCatalogueSays() {
        for (CatalogArchitecture entry : CatalogArchitecture.all()) {
            for (CatalogForm form : entry.forms()) {
                var parameters = form.parameters();
                if (parameters != null) {
                    assertThat(count(entry.name(), parameters.imageSize(), parameters.classes()))
                            .as(entry.name())
                            .isEqualTo(parameters.count());
                }
            }
        }
    }

    private static long count(String name, int side, int classes) {
        return count(new Architecture(name, 1), side, classes);
    }

    private static long count(Architecture architecture, int side, int classes) {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        var shape = new ImageShape(3, side, side);
        Block network =
                Architectures.uninitialised(architecture, shape, classes, ExpressionParser.parse("max(x,0)"), 1);
        return ParameterCount.of(network, Architectures.shape(shape));
    }
}
