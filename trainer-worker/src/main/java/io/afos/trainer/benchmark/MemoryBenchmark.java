package io.afos.trainer.benchmark;

import ai.djl.Device;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures whether the memory of the process grows during training. */
final class MemoryBenchmark {

    private static final int STEPS = 3_500;
    private static final int INTERVAL = 500;
    private static final String EELU = "x*erf(exp(x))";
    private static final ImageShape SHAPE = new ImageShape(1, 16, 16);

    private final Device device;
    private final PrintStream out;

    MemoryBenchmark(Device device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    void run() {
        List<String> figures = new ArrayList<>();
        try (var subject =
                new NoiseTraining(device, new Architecture("afos-base", 0.25), SHAPE, ExpressionParser.parse(EELU))) {
            for (int steps = 0; steps < STEPS; steps += INTERVAL) {
                subject.steps(INTERVAL);
                figures.add(String.format(Locale.ROOT, "%,d steps: %d MB", steps + INTERVAL, residentMegabytes()));
            }
        }
        out.println("resident memory, " + EELU + ": " + String.join(", ", figures));
    }

    private static long residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1; // not Linux
        }
    }
}
