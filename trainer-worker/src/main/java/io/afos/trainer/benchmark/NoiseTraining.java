package io.afos.trainer.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.afos.model.expression.Expression;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.training.Classifier;
import io.afos.trainer.training.ImageSet;
import io.afos.trainer.training.PixelScale;
import io.afos.trainer.training.ResidentImages;
import io.afos.trainer.training.StepWindow;
import io.afos.trainer.training.Updater;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Trains a network on images of noise. */
final class NoiseTraining implements AutoCloseable {

    static final int BATCH = 64;
    static final int IMAGES = 1_024;

    private final NDManager manager;
    private final ImageSet images;
    private final Classifier classifier;
    private final long parameters;
    private int next;
    private boolean diverged;

    NoiseTraining(Device device, Architecture architecture, ImageShape shape, Expression activation) {
        manager = NDManager.newBaseManager(device);
        Block network = Architectures.build(architecture, shape, 10, activation, manager, 1);
        var updater = new Updater(
                new Optimizer.Sgd(1e-6, 0.9), network.getParameters().values(), manager);
        parameters = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        classifier = new Classifier(network, updater, manager);
        int[] all = IntStream.range(0, IMAGES).toArray();
        LabelledImages noise = noise(shape);
        images = new ResidentImages(manager, noise, all, PixelScale.of(Normalization.UNIT, noise, all, () -> {}));
    }

    static LabelledImages noise(ImageShape shape) {
        var random = new Random(1);
        byte[] pixels = new byte[IMAGES * shape.bytes()];
        random.nextBytes(pixels);
        return new LabelledImages(shape, pixels, random.ints(IMAGES, 0, 10).toArray());
    }

    /** Processor time of this thread, which does all the work on a CPU with one engine thread. */
    static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The number of images on the device. */
    ImageSet images() {
        return images;
    }

    long parameters() {
        return parameters;
    }

    boolean diverged() {
        return diverged;
    }

    void steps(int count) {
        steps(images, count);
    }

    void steps(ImageSet set, int count) {
        long[] order = LongStream.range(next, next + (long) count * BATCH)
                .map(i -> i % IMAGES)
                .toArray();
        next = (next + count * BATCH) % IMAGES;
        try (var window = new StepWindow(manager);
                var batches = set.batches(order, BATCH, 1)) {
            for (int i = 0; i < count; i++) {
                classifier.train(batches, window);
            }
            window.read();
            diverged |= window.diverged();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
