package io.afos.trainer.benchmark;

import ai.djl.Device;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.image.ImageShape;
import java.io.PrintStream;
import java.util.Locale;

/** Measures how many images per second a network trains on, and the fraction of time spent in native code. */
final class SpeedBenchmark {

    private final Device device;
    private final PrintStream out;

    SpeedBenchmark(Device device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    void run(Architecture architecture, ImageShape shape, int steps) {
        try (var subject = new NoiseTraining(
                device,
                architecture,
                shape,
                NamedActivations.find("relu").orElseThrow().expression())) {
            subject.steps(3);
            try (var sampler = new NativeShare(Thread.currentThread())) {
                long begin = System.nanoTime();
                long cpuBegin = NoiseTraining.cpuNanos();
                subject.steps(steps);
                double cpuSeconds = (NoiseTraining.cpuNanos() - cpuBegin) / 1e9;
                double seconds = (System.nanoTime() - begin) / 1e9;
                double images = steps * NoiseTraining.BATCH;
                out.printf(
                        Locale.ROOT,
                        "%s %s, %,d parameters, batch %d, ReLU: %.0f images/s, %.0f images per second of processor"
                                + " time, %.1f %% of the time in native code%n",
                        label(architecture),
                        shape,
                        subject.parameters(),
                        NoiseTraining.BATCH,
                        images / seconds,
                        images / cpuSeconds,
                        100 * sampler.share());
            }
        }
    }

    private static String label(Architecture architecture) {
        String depth = architecture.depth().name().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "%s, width %s, %s depth,", architecture.name(), architecture.width(), depth);
    }
}
