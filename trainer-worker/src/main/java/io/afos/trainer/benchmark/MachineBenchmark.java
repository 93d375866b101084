package io.afos.trainer.benchmark;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.trainer.image.ImageShape;
import java.io.PrintStream;

/** Measures the training loop on this machine: its speed, the cost of activation functions, and its memory. */
public final class MachineBenchmark {

    private static final int STEPS = 80;
    private static final int TINY_STEPS = 8;
    private static final double TINY_WIDTH = 0.25;
    private static final ImageShape GREY = new ImageShape(1, 28, 28);
    private static final ImageShape COLOUR = new ImageShape(3, 32, 32);
    private static final ImageShape LARGE = new ImageShape(3, 224, 224);
    private static final Architecture BASE = new Architecture("afos-base", 1);

    private final MemoryBenchmark memory;
    private final SpeedBenchmark speed;
    private final FeedingBenchmark feeding;
    private final ActivationBenchmark activations;

    public MachineBenchmark(Device device, PrintStream out) {
        memory = new MemoryBenchmark(device, out);
        speed = new SpeedBenchmark(device, out);
        feeding = new FeedingBenchmark(device, out);
        activations = new ActivationBenchmark(device, out);
    }

    public void run() {
        Engine.getInstance().setRandomSeed(1);
        JniUtils.setGradMode(false);
        memory.run();
        speed.run(BASE, GREY, STEPS);
        speed.run(BASE, COLOUR, STEPS);
        speed.run(new Architecture("afos-base-plain", 1), COLOUR, STEPS);
        tinyNetworks();
        feeding.run(COLOUR);
        feeding.compareSteps(BASE, COLOUR);
        feeding.run(new ImageShape(3, 64, 64));
        feeding.run(LARGE);
        activations.run(BASE, GREY);
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
                speed.run(new Architecture(entry.name(), TINY_WIDTH, Depth.TINY, null), shape, TINY_STEPS);
            }
        }
    }
}
