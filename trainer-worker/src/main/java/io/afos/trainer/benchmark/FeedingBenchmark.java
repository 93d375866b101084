package io.afos.trainer.benchmark;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.afos.model.activation.NamedActivations;
import io.afos.model.expression.Expression;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.RandomChanges;
import io.afos.trainer.training.ImageSet;
import io.afos.trainer.training.PixelScale;
import io.afos.trainer.training.ResidentImages;
import io.afos.trainer.training.StreamedImages;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Measures how fast images reach the device, alone and in training, resident and streamed. */
final class FeedingBenchmark {

    private static final int ROUNDS = 5;
    private static final int FED = 4_096;
    private static final int STEPS = 16;

    private final Device device;
    private final PrintStream out;

    FeedingBenchmark(Device device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    /** Measures how fast images reach the device without training. */
    void run(ImageShape shape) {
        LabelledImages noise = NoiseTraining.noise(shape);
        int[] all = IntStream.range(0, NoiseTraining.IMAGES).toArray();
        var scale = PixelScale.of(Normalization.UNIT, noise, all, () -> {});
        try (var manager = NDManager.newBaseManager(device)) {
            double resident = imagesPerSecond(new ResidentImages(manager, noise, all, scale));
            double streamed = imagesPerSecond(new StreamedImages(noise, all, scale, null));
            double changed = imagesPerSecond(new StreamedImages(noise, all, scale, changes(shape)));
            out.printf(
                    Locale.ROOT,
                    "batches of %d of %s alone: resident %.0f images/s, streamed %.0f, streamed and augmented %.0f%n",
                    NoiseTraining.BATCH,
                    shape,
                    resident,
                    streamed,
                    changed);
        }
    }

    /** Measures a training step with images streamed and augmented, relative to one with resident images. */
    void compareSteps(Architecture architecture, ImageShape shape) {
        LabelledImages noise = NoiseTraining.noise(shape);
        int[] all = IntStream.range(0, NoiseTraining.IMAGES).toArray();
        var images =
                new StreamedImages(noise, all, PixelScale.of(Normalization.UNIT, noise, all, () -> {}), changes(shape));
        List<Double> ratios = new ArrayList<>();
        Expression relu = NamedActivations.find("relu").orElseThrow().expression();
        try (var resident = new NoiseTraining(device, architecture, shape, relu);
                var streamed = new NoiseTraining(device, architecture, shape, relu)) {
            for (int round = 0; round < ROUNDS; round++) {
                double streamedSeconds = secondsPerStep(streamed, images);
                ratios.add(streamedSeconds / secondsPerStep(resident, resident.images()));
            }
        }
        ratios.sort(null);
        out.printf(
                Locale.ROOT,
                "%s %s, a step streamed and augmented relative to a resident one: %.2f (%.2f to %.2f)%n",
                architecture.name(),
                shape,
                ratios.get(ROUNDS / 2),
                ratios.get(0),
                ratios.get(ROUNDS - 1));
    }

    /** Runs enough steps that the first batch hardly counts. */
    private static double secondsPerStep(NoiseTraining training, ImageSet images) {
        long begin = System.nanoTime();
        training.steps(images, STEPS);
        return (System.nanoTime() - begin) / 1e9 / STEPS;
    }

    private static StreamedImages.Changes changes(ImageShape shape) {
        return new StreamedImages.Changes(new RandomChanges(shape.channels(), shape.height(), shape.width(), true), 1);
    }

    private double imagesPerSecond(ImageSet images) {
        long[] order = IntStream.range(0, FED)
                .mapToLong(i -> i * 17L % NoiseTraining.IMAGES)
                .toArray();
        long begin = System.nanoTime();
        try (var manager = NDManager.newBaseManager(device);
                var batches = images.batches(order, NoiseTraining.BATCH, 1)) {
            for (int from = 0; from < order.length; from += NoiseTraining.BATCH) {
                try (NDManager step = manager.newSubManager()) {
                    batches.next(step);
                }
            }
        }
        return FED * 1e9 / (System.nanoTime() - begin);
    }
}
