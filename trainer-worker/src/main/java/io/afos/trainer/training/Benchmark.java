package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.activation.NamedActivations;
import io.afos.model.activation.Usability;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.ImageShape;
import io.afos.trainer.data.LabelledImages;
import io.afos.trainer.image.RandomChanges;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Measures the training loop on this machine: its speed, what activation functions cost, and its memory. */
public final class Benchmark {

    private static final int BATCH = 64;
    private static final int IMAGES = 1_024;
    private static final int SPEED_STEPS = 80;
    private static final int ROUNDS = 5;
    private static final int FED = 4_096;
    private static final int FEEDING_STEPS = 16;
    private static final int MEMORY_STEPS = 3_500;
    private static final int MEMORY_INTERVAL = 500;
    private static final String EELU = "x*erf(exp(x))";
    private static final ImageShape SMALL = new ImageShape(1, 16, 16);
    private static final ImageShape GREY = new ImageShape(1, 28, 28);
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);
    private static final ImageShape LARGE = new ImageShape(3, 224, 224);
    private static final Architecture BASE = new Architecture("afos-base", 1);
    private static final double TINY_WIDTH = 0.25;
    private static final int TINY_STEPS = 8;

    private final Device device;
    private final PrintStream out;

    public Benchmark(Device device, PrintStream out) {
        this.device = device;
        this.out = out;
    }

    public void run() {
        Engine.getInstance().setRandomSeed(1);
        JniUtils.setGradMode(false);
        memory();
        speed(BASE, GREY, SPEED_STEPS);
        speed(BASE, COLOUR, SPEED_STEPS);
        speed(new Architecture("afos-base-plain", 1), COLOUR, SPEED_STEPS);
        tinyNetworks();
        feeding(COLOUR);
        feeding(new ImageShape(3, 64, 64));
        feeding(new ImageShape(3, 224, 224));
        activations();
    }

    /** How fast images come to the device, by themselves and in training, resident and streamed. */
    private void feeding(ImageShape shape) {
        LabelledImages noise = noise(shape);
        int[] all = IntStream.range(0, IMAGES).toArray();
        var scale = PixelScale.of(Normalization.UNIT, noise, all, () -> {});
        var changes =
                new StreamedImages.Changes(new RandomChanges(shape.channels(), shape.height(), shape.width(), true), 1);
        try (var manager = NDManager.newBaseManager(device)) {
            double resident = imagesPerSecond(new ResidentImages(manager, noise, all, scale));
            double streamed = imagesPerSecond(new StreamedImages(noise, all, scale, null));
            double changed = imagesPerSecond(new StreamedImages(noise, all, scale, changes));
            out.printf(
                    "batches of %d of %s alone: resident %.0f images/s, streamed %.0f, streamed and changed %.0f%n",
                    BATCH, shape, resident, streamed, changed);
        }
        if (shape.equals(COLOUR)) {
            List<Double> ratios = new ArrayList<>();
            Expression relu = NamedActivations.find("relu").orElseThrow().expression();
            try (var resident = new Subject(BASE, shape, relu);
                    var streamed = new Subject(BASE, shape, relu)) {
                streamed.images = new StreamedImages(noise, all, scale, changes);
                for (int round = 0; round < ROUNDS; round++) {
                    ratios.add(streamed.wallSecondsPerStep() / resident.wallSecondsPerStep());
                }
            }
            ratios.sort(null);
            out.printf(
                    "afos-base %s, a step streamed and changed relative to a resident one: %.2f (%.2f to %.2f)%n",
                    shape, ratios.get(ROUNDS / 2), ratios.get(0), ratios.get(ROUNDS - 1));
        }
    }

    private double imagesPerSecond(ImageSet images) {
        long[] order = IntStream.range(0, FED).mapToLong(i -> i * 17L % IMAGES).toArray();
        long begin = System.nanoTime();
        try (var manager = NDManager.newBaseManager(device);
                var batches = images.batches(order, BATCH, 1)) {
            for (int from = 0; from < order.length; from += BATCH) {
                try (NDManager step = manager.newSubManager()) {
                    batches.next(step);
                }
            }
        }
        return FED * 1e9 / (System.nanoTime() - begin);
    }

    private static LabelledImages noise(ImageShape shape) {
        var random = new Random(1);
        byte[] pixels = new byte[IMAGES * shape.bytes()];
        random.nextBytes(pixels);
        return new LabelledImages(shape, pixels, random.ints(IMAGES, 0, 10).toArray());
    }

    private void tinyNetworks() {
        for (CatalogArchitecture entry : CatalogArchitecture.all()) {
            if (entry.depths().contains(Depth.TINY)) {
                ImageShape shape = entry.form(null, COLOUR.width(), COLOUR.height())
                                        .orElseThrow()
                                        .form()
                                == Form.SMALL
                        ? COLOUR
                        : LARGE;
                speed(new Architecture(entry.name(), TINY_WIDTH, Depth.TINY, null), shape, TINY_STEPS);
            }
        }
    }

    private void speed(Architecture architecture, ImageShape shape, int steps) {
        try (var subject = new Subject(
                architecture, shape, NamedActivations.find("relu").orElseThrow().expression())) {
            subject.steps(3);
            try (var sampler = new NativeShare(Thread.currentThread())) {
                long begin = System.nanoTime();
                long cpuBegin = cpuNanos();
                subject.steps(steps);
                double cpuSeconds = (cpuNanos() - cpuBegin) / 1e9;
                double seconds = (System.nanoTime() - begin) / 1e9;
                double images = steps * BATCH;
                out.printf(
                        "%s %s, %,d parameters, batch %d, ReLU: %.0f images/s, %.0f images per second of processor time, %.1f %% of the time in native code%n",
                        label(architecture),
                        shape,
                        subject.parameters,
                        BATCH,
                        images / seconds,
                        images / cpuSeconds,
                        100 * sampler.share());
            }
        }
    }

    private static String label(Architecture architecture) {
        String depth = architecture.depth().name().toLowerCase(Locale.ROOT);
        return "%s, width %s, %s depth,".formatted(architecture.name(), architecture.width(), depth);
    }

    /** Processor time of this thread, which on a CPU with one engine thread does all the work. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /**
     * Processor time of a whole step relative to that of ReLU, which is measured right before each; the median of some rounds. NaN
     * where the network does not stay finite.
     */
    private void activations() {
        Map<String, Expression> functions = functions();
        Map<String, double[]> ratios = new LinkedHashMap<>();
        functions.keySet().forEach(name -> ratios.put(name, new double[ROUNDS]));
        try (var relu = new Subject(BASE, GREY, functions.get("relu"))) {
            for (int round = -1; round < ROUNDS; round++) {
                for (var function : functions.entrySet()) {
                    try (var subject = new Subject(BASE, GREY, function.getValue())) {
                        double reference = relu.secondsPerStep();
                        double seconds = subject.secondsPerStep();
                        if (round >= 0) {
                            ratios.get(function.getKey())[round] = subject.diverged ? Double.NaN : seconds / reference;
                        }
                    }
                }
            }
        }
        ratios.forEach((name, values) -> {
            Arrays.sort(values); // NaN is last
            out.printf("%.2f  (%.2f to %.2f)  %s%n", values[ROUNDS / 2], values[0], values[ROUNDS - 1], name);
        });
    }

    private static Map<String, Expression> functions() {
        Map<String, Expression> functions = new LinkedHashMap<>();
        NamedActivations.all().forEach(named -> functions.put(named.name(), named.expression()));
        for (UnaryGene gene : UnaryGene.values()) {
            functions.put(InfixPrinter.print(gene.expression()), gene.expression());
        }
        for (BinaryGene gene : BinaryGene.values()) {
            Expression expression = gene.of(UnaryGene.ERF.expression(), UnaryGene.X.expression());
            functions.put(InfixPrinter.print(expression), expression);
        }
        var space =
                new SearchSpace(List.of(UnaryGene.values()), List.of(BinaryGene.values()), List.of(Shape.ofGenes(7)));
        var random = new Random(7);
        Stream.generate(() -> space.random(random).expression())
                .filter(expression -> Usability.of(expression) == Usability.USABLE)
                .limit(8)
                .forEach(expression -> functions.put(InfixPrinter.print(expression), expression));
        return functions;
    }

    private void memory() {
        List<String> figures = new ArrayList<>();
        try (var subject = new Subject(new Architecture("afos-base", 0.25), SMALL, ExpressionParser.parse(EELU))) {
            for (int steps = 0; steps < MEMORY_STEPS; steps += MEMORY_INTERVAL) {
                subject.steps(MEMORY_INTERVAL);
                figures.add("%,d steps: %d MB".formatted(steps + MEMORY_INTERVAL, residentMegabytes()));
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

    /** A network in training on images of noise. */
    private final class Subject implements AutoCloseable {
        private final NDManager manager = NDManager.newBaseManager(device);
        private ImageSet images;
        private final Classifier classifier;
        private final long parameters;
        private int next;
        private boolean diverged;

        Subject(Architecture architecture, ImageShape shape, Expression expression) {
            Block network = Architectures.build(architecture, shape, 10, expression, manager, 1);
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

        void steps(int count) {
            long[] order = LongStream.range(next, next + (long) count * BATCH)
                    .map(i -> i % IMAGES)
                    .toArray();
            next = (next + count * BATCH) % IMAGES;
            try (var window = new StepWindow(manager);
                    var batches = images.batches(order, BATCH, 1)) {
                for (int i = 0; i < count; i++) {
                    classifier.train(batches, window);
                }
                window.read();
                diverged |= window.diverged();
            }
        }

        double secondsPerStep() {
            long begin = cpuNanos();
            steps(1);
            return (cpuNanos() - begin) / 1e9;
        }

        /** Over enough steps that the first batch hardly counts. */
        double wallSecondsPerStep() {
            long begin = System.nanoTime();
            steps(FEEDING_STEPS);
            return (System.nanoTime() - begin) / 1e9 / FEEDING_STEPS;
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
