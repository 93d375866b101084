package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.message.Measurement;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Recipe;
import io.afos.model.recipe.Recipe.FitnessSplit;
import io.afos.model.recipe.Recipe.Precision;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.DataSettings;
import io.afos.trainer.data.Datasets;
import io.afos.trainer.data.LabelledImages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every network, tiny, on real images: blocks that are dead or wired wrongly do not get there. */
class NetworkLearningTest {

    private static final int BATCH = 32;
    private static final int MOST_STEPS = 400;

    private static final Datasets DATASETS = new Datasets(new DataSettings(Path.of("absent"), false, 1L << 30));
    private static final LabelledImages IMAGES =
            DATASETS.load("fashion-mnist-mini", () -> {}).train();

    static Stream<Arguments> networksAndFunctions() {
        return Architectures.names().stream()
                .filter(name -> !name.equals("cct-7-3x1-sine")) // learns as cct-7-3x1 does, and slowly on a CPU
                .flatMap(name -> Stream.of("max(x,0)", "-x*erf(exp(-x))").map(formula -> Arguments.of(name, formula)));
    }

    @ParameterizedTest
    @MethodSource("networksAndFunctions")
    void learnsABatchByHeart(String name, String formula) {
        Engine.getInstance().setRandomSeed(11);
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Block network =
                    Architectures.build(tiny(name), IMAGES.shape(), 10, ExpressionParser.parse(formula), manager, 1);
            var updater = new Updater(
                    new Optimizer.Adam(name.startsWith("cct") ? 0.01 : 0.002),
                    network.getParameters().values(),
                    manager);
            var classifier = new Classifier(network, updater, manager);
            int[] batch = IntStream.range(0, BATCH).toArray();
            var images = new ResidentImages(
                    manager, IMAGES, batch, PixelScale.of(Normalization.UNIT, IMAGES, batch, () -> {}));
            long[] overAndOver = LongStream.range(0, (long) StepWindow.SIZE * BATCH)
                    .map(i -> i % BATCH)
                    .toArray();
            double accuracy = 0;
            for (int step = 0; step < MOST_STEPS && accuracy < 0.99; step += StepWindow.SIZE) {
                try (var window = new StepWindow(manager);
                        var batches = images.batches(overAndOver, BATCH, 1)) {
                    for (int i = 0; i < StepWindow.SIZE; i++) {
                        classifier.train(batches, window);
                    }
                    assertThat(window.diverged()).isFalse();
                }
                accuracy = classifier.measure(images, () -> {}).accuracy();
            }
            assertThat(accuracy).isGreaterThanOrEqualTo(0.99);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet-v1", "cct-7-3x1"})
    void repeatsItselfBitByBit(String name) {
        assertThat(metrics(name, 3)).isEqualTo(metrics(name, 3)).isNotEqualTo(metrics(name, 4));
    }

    /** With batch norm, dropout and stochastic depth in training, and running statistics in the measurement. */
    private static List<Measurement> metrics(String name, long seed) {
        var recipe = new Recipe(
                new DataSpec("fashion-mnist-mini", 96, 64, 1, 1),
                tiny(name),
                2,
                31,
                new Optimizer.Adam(0.002),
                null,
                Precision.FLOAT32,
                FitnessSplit.VALIDATION,
                false);
        var metrics = new ArrayList<Measurement>();
        new Trainer(DATASETS, Device.cpu()).train("x*sigmoid(x)", recipe, seed, new TrainingObserver() {
            @Override
            public void planned(long totalSteps) {}

            @Override
            public void stepped(long step, double imagesPerSecond) {}

            @Override
            public void epochFinished(EpochMetrics epoch) {
                metrics.add(epoch.validation());
                metrics.add(new Measurement(epoch.trainLoss(), epoch.trainAccuracy()));
            }

            @Override
            public void checkpoint() {}
        });
        return metrics;
    }

    private static Architecture tiny(String name) {
        double width = name.startsWith("resnet") || name.startsWith("cct") ? 0.125 : 0.25;
        return new Architecture(name, width, name.startsWith("afos") ? Depth.FULL : Depth.TINY, null);
    }
}
