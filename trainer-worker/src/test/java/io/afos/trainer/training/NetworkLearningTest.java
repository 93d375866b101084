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
import io.afos.model.recipe.Architecture.Form;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.Picture;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every network, tiny, on real images: blocks that are dead or wired wrongly do not get there. */
class NetworkLearningTest {

    private static final String RELU = "max(x,0)";
    private static final String EELU = "-x*erf(exp(-x))";
    private static final int BATCH = 32;
    private static final int MOST_STEPS = 400;

    private static final Datasets DATASETS = new Datasets(new DataProperties(Path.of("absent"), false, 1L << 30));
    private static final LabelledImages GREY =
            DATASETS.load("fashion-mnist-mini", () -> {}).train();

    @ParameterizedTest
    @CsvSource({
        "afos-base, 28",
        "afos-base-plain, 28",
        "resnet50, 28",
        "alexnet, 28",
        "vgg16, 28",
        "vgg16-bn, 28",
        "mobilenet-v1, 28",
        "cct-7-3x1, 16",
        "cct-14-7x2, 28"
    })
    void learnsABatchByHeart(String name, int side) {
        LabelledImages images = images(side, false);
        assertThat(accuracy(tiny(name, null), images, RELU)).isGreaterThanOrEqualTo(0.99);
        assertThat(accuracy(tiny(name, null), images, EELU)).isGreaterThanOrEqualTo(0.99);
    }

    @ParameterizedTest
    @CsvSource({"resnet50, 32", "alexnet, 63"})
    void learnsABatchByHeartInItsLargeForm(String name, int side) {
        assertThat(accuracy(tiny(name, Form.LARGE), images(side, true), RELU)).isGreaterThanOrEqualTo(0.99);
    }

    private static LabelledImages images(int side, boolean colour) {
        var pixels = new ByteArrayOutputStream();
        for (int i = 0; i < BATCH; i++) {
            ImageShape shape = GREY.shape();
            var picture = new Picture(shape.channels(), shape.height(), shape.width(), GREY.image(i)).fitted(side);
            pixels.writeBytes((colour ? picture.inColour() : picture).planes());
        }
        return new LabelledImages(
                new ImageShape(colour ? 3 : 1, side, side), pixels.toByteArray(), Arrays.copyOf(GREY.labels(), BATCH));
    }

    /** After as many steps as it takes. */
    private static double accuracy(Architecture architecture, LabelledImages pictures, String formula) {
        Engine.getInstance().setRandomSeed(11);
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Block network = Architectures.build(
                    architecture, pictures.shape(), 10, ExpressionParser.parse(formula), manager, 1);
            var updater = new Updater(
                    new Optimizer.Adam(architecture.name().startsWith("cct") ? 0.01 : 0.002),
                    network.getParameters().values(),
                    manager);
            var classifier = new Classifier(network, updater, manager);
            int[] batch = IntStream.range(0, BATCH).toArray();
            var images = new ResidentImages(
                    manager, pictures, batch, PixelScale.of(Normalization.UNIT, pictures, batch, () -> {}));
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
            return accuracy;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mobilenet-v1", "cct-14-7x2"})
    void repeatsItselfBitByBit(String name) {
        assertThat(metrics(name, 3)).isEqualTo(metrics(name, 3)).isNotEqualTo(metrics(name, 4));
    }

    /** With batch norm, dropout and stochastic depth in training, and running statistics in the measurement. */
    private static List<Measurement> metrics(String name, long seed) {
        var recipe = new ImageRecipe(
                new DataSpec("fashion-mnist-mini", 96, 64, 1, 1),
                tiny(name, null),
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

    private static Architecture tiny(String name, @Nullable Form form) {
        double width = name.startsWith("resnet") || name.startsWith("cct") ? 0.125 : 0.25;
        return new Architecture(name, width, name.startsWith("afos") ? Depth.FULL : Depth.TINY, form);
    }
}
