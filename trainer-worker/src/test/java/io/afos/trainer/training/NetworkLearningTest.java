package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.DataSettings;
import io.afos.trainer.data.Datasets;
import io.afos.trainer.data.LabelledImages;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every network, tiny, on real images: blocks that are dead or wired wrongly do not get there. */
class NetworkLearningTest {

    private static final int BATCH = 32;
    private static final int MOST_STEPS = 400;

    private static final LabelledImages IMAGES = new Datasets(new DataSettings(Path.of("absent"), false, 1L << 30))
            .load("fashion-mnist-mini", () -> {})
            .train();

    static Stream<Arguments> networksAndFunctions() {
        return Architectures.names().stream()
                .flatMap(name -> Stream.of("max(x,0)", "-x*erf(exp(-x))").map(formula -> Arguments.of(name, formula)));
    }

    @ParameterizedTest
    @MethodSource("networksAndFunctions")
    void learnsABatchByHeart(String name, String formula) {
        Engine.getInstance().setRandomSeed(11);
        JniUtils.setGradMode(false);
        var architecture = new Architecture(name, 0.25, name.startsWith("afos") ? Depth.FULL : Depth.TINY, null);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Block network =
                    Architectures.build(architecture, IMAGES.shape(), 10, ExpressionParser.parse(formula), manager, 1);
            var updater = new Updater(
                    new Optimizer.Adam(0.002), network.getParameters().values(), manager);
            var classifier = new Classifier(network, updater, manager);
            var images = new ResidentImages(
                    manager, IMAGES, IntStream.range(0, BATCH).toArray());
            long[] all = LongStream.range(0, BATCH).toArray();
            double accuracy = 0;
            long begin = System.nanoTime();
            int step = 0;
            for (; step < MOST_STEPS && accuracy < 0.99; step += StepWindow.SIZE) {
                try (var window = new StepWindow(manager)) {
                    for (int i = 0; i < StepWindow.SIZE; i++) {
                        classifier.train(images, all, window);
                    }
                    assertThat(window.diverged()).isFalse();
                }
                accuracy = classifier.measure(images, () -> {}).accuracy();
            }
            System.out.println("@@ " + name + " " + formula + " steps " + step + " accuracy " + accuracy + " "
                    + (System.nanoTime() - begin) / 1_000_000 + " ms");
            assertThat(accuracy).isGreaterThanOrEqualTo(0.99);
        }
    }
}
