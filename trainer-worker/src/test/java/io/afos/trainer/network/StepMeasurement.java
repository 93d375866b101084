package io.afos.trainer.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.training.Classifier;
import io.afos.trainer.training.PixelScale;
import io.afos.trainer.training.ResidentImages;
import io.afos.trainer.training.StepWindow;
import io.afos.trainer.training.Updater;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How long a training step of ResNet-18 takes as a plan, and written by hand, in turn; the shortest round counts. */
class StepMeasurement {

    private static final int SIDE = Integer.getInteger("afos.measurement.side", 64);
    private static final int BATCH = Integer.getInteger("afos.measurement.batch", 32);
    private static final int STEPS = Integer.getInteger("afos.measurement.steps", 4);
    private static final int ROUNDS = 6;
    private static final LoweredActivation RELU = LoweredActivation.of(ExpressionParser.parse("max(x,0)"));

    @Test
    void measure() {
        Engine engine = Engine.getInstance();
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager(engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu())) {
            var planned =
                    new Subject(manager, new PlannedNetwork(ResNet18.plan(SIDE, 10), RELU, 1.4, new InitialWeights(1)));
            var byHand = new Subject(manager, ResNet18.byHand(10, RELU, 1.4, new InitialWeights(1)));
            planned.seconds(2);
            byHand.seconds(2);
            double plannedLeast = Double.POSITIVE_INFINITY;
            double byHandLeast = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                plannedLeast = Math.min(plannedLeast, planned.seconds(STEPS));
                byHandLeast = Math.min(byHandLeast, byHand.seconds(STEPS));
            }
            System.out.printf(
                    Locale.ROOT,
                    "ResNet-18, %d images of %dx%d on %s: %.2f ms a step as a plan, %.2f by hand, ratio %.3f%n",
                    BATCH,
                    SIDE,
                    SIDE,
                    manager.getDevice(),
                    1_000 * plannedLeast / STEPS,
                    1_000 * byHandLeast / STEPS,
                    plannedLeast / byHandLeast);
        }
    }

    /** A network in training. */
    private static final class Subject {

        private final NDManager manager;
        private final Classifier classifier;
        private final ResidentImages images;

        Subject(NDManager manager, Block network) {
            this.manager = manager;
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, SIDE, SIDE));
            var updater = new Updater(
                    new Optimizer.Sgd(0.001, 0.9), network.getParameters().values(), manager);
            classifier = new Classifier(network, updater, manager);
            var random = new Random(1);
            var shape = new ImageShape(3, SIDE, SIDE);
            byte[] pixels = new byte[BATCH * shape.bytes()];
            random.nextBytes(pixels);
            var noise =
                    new LabelledImages(shape, pixels, random.ints(BATCH, 0, 10).toArray());
            int[] all = IntStream.range(0, BATCH).toArray();
            images = new ResidentImages(manager, noise, all, PixelScale.of(Normalization.UNIT, noise, all, () -> {}));
        }

        double seconds(int steps) {
            long[] order = LongStream.range(0, (long) steps * BATCH)
                    .map(i -> i % BATCH)
                    .toArray();
            try (var window = new StepWindow(manager);
                    var batches = images.batches(order, BATCH, 1)) {
                long begin = System.nanoTime();
                for (int i = 0; i < steps; i++) {
                    classifier.train(batches, window);
                }
                window.read();
                return (System.nanoTime() - begin) / 1e9;
            }
        }
    }
}
