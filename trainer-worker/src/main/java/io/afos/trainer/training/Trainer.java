package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.management.OperatingSystemMXBean;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.message.Outcome;
import io.afos.model.network.NetworkPlan;
import io.afos.model.recipe.ImageRecipe;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.data.prepared.Dataset;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.data.prepared.Split;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network at a time: the engine's random generator and gradient collector are process-wide, so two
 * concurrent trainings would not be reproducible.
 *
 * <p>Equal formula, recipe and seed give bit-identical metrics on the same device with the same number of threads.
 */
public final class Trainer {

    private static final int MIB_BITS = 20;

    private final Datasets datasets;
    private final Device device;
    private final long memory;

    public Trainer(Datasets datasets, Device device) {
        this(datasets, device, machineMemory());
    }

    /** @param memory of this machine, in bytes */
    Trainer(Datasets datasets, Device device, long memory) {
        this.datasets = datasets;
        this.device = device;
        this.memory = memory;
    }

    /** Trains a network of the catalog. */
    public Outcome train(String formula, ImageRecipe recipe, long seed, TrainingObserver observer) {
        return train(formula, recipe, null, seed, observer);
    }

    /**
     * Trains and evaluates a network with this activation function.
     *
     * @param plan the uploaded network that the recipe names, if it does
     * @return {@link Outcome.Trained} or {@link Outcome.Diverged}
     * @throws io.afos.model.expression.ExpressionSyntaxException if the formula cannot be parsed
     * @throws io.afos.trainer.data.DatasetException if the requested data set cannot be used
     * @throws io.afos.trainer.architecture.ArchitectureException if the requested network cannot be built
     * @throws TooLittleMemoryException if the training needs more memory than this machine has
     * @throws TrainingStoppedException if the observer stops the training
     */
    public synchronized Outcome train(
            String formula, ImageRecipe recipe, @Nullable NetworkPlan plan, long seed, TrainingObserver observer) {
        long start = System.nanoTime();
        Expression expression = ExpressionParser.parse(formula);
        Dataset dataset = datasets.load(recipe.data(), observer::checkpoint);
        Split split = Split.draw(dataset, recipe.data());
        requireMemory(Architectures.leastStepBytes(
                recipe.architecture(),
                plan,
                dataset.shape(),
                dataset.classes(),
                expression,
                Math.min(recipe.batchSize(), split.train().length)));

        Engine.getInstance()
                .setRandomSeed(RandomStream.of(seed, Purpose.ENGINE, 0).nextInt());
        JniUtils.setGradMode(false); // for this thread; steps enable it temporarily
        try (NDManager manager = NDManager.newBaseManager(device)) {
            Block network = Architectures.build(
                    recipe.architecture(), plan, dataset.shape(), dataset.classes(), expression, manager, seed);
            return new TrainingRun(
                            recipe,
                            seed,
                            Splits.load(
                                    manager,
                                    dataset,
                                    split,
                                    recipe,
                                    seed,
                                    datasets.residentBytes(),
                                    observer::checkpoint),
                            network,
                            manager,
                            observer,
                            start)
                    .run();
        }
    }

    /** The system would end this process, or one that is not to blame. A GPU says by itself what it lacks. */
    private void requireMemory(long bytes) {
        if (!device.isGpu() && bytes > memory) {
            throw new TooLittleMemoryException(String.format(
                    Locale.ROOT,
                    "the training takes at least %,d MiB of memory, but this machine or container has %,d MiB: choose a smaller"
                            + " recipe.batchSize, recipe.imageSize or recipe.width, or start a worker with more memory",
                    bytes >> MIB_BITS,
                    memory >> MIB_BITS));
        }
    }

    private static long machineMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
