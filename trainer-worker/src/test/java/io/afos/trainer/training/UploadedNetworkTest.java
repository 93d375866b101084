package io.afos.trainer.training;

import ai.djl.Device;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.network.Arrangement.Expand;
import io.afos.model.network.Arrangement.Slice;
import io.afos.model.network.Arrangement.Transpose;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer.Dense;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Pooling.Reduce;
import io.afos.model.network.Source.Initial;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.architecture.ArchitectureException;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.network.PlanBuilder;
import io.afos.trainer.network.PlanMemory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Uploaded networks on real images. */
class UploadedNetworkTest {

    private static final Datasets DATASETS = new Datasets(new DataProperties(Path.of("absent"), false, 1L << 30));

    @Test
    void learnsWhatImagesShow() {
        for (String formula : List.of("max(x,0)", "x*sigmoid(x)", "-x*erf(exp(-x))")) {
            Outcome.Trained trained = (Outcome.Trained) train(residual(28, 10), formula, 3);

            assertThat(trained.measurement().accuracy()).as(formula).isGreaterThan(0.6);
        }
    }

    @Test
    void repeatsItselfBitByBit() {
        assertThat(fitness(3)).isEqualTo(fitness(3)).isNotEqualTo(fitness(4));
    }

    private static Object fitness(long seed) {
        return ((Outcome.Trained) train(residual(28, 10), "x*sigmoid(x)", seed)).measurement();
    }

    /** A stem and a residual block of convolutions with batch normalisation. */
    private static NetworkPlan residual(int side, int classes) {
        var builder = new PlanBuilder(1, side, side);
        int stem = builder.activation(builder.batchNormalization(builder.convolution(0, 1, 16, 3, 2), 16));
        int branch = builder.activation(builder.batchNormalization(builder.convolution(stem, 16, 16, 3, 1), 16));
        branch = builder.batchNormalization(builder.convolution(branch, 16, 16, 3, 1), 16);
        int sum = builder.activation(builder.sum(stem, branch));
        builder.classifier(builder.maxPool(sum, 3, 2), 16, classes);
        return builder.plan();
    }

    @Test
    void isRefusedForOtherImagesAndClasses() {
        assertRefused(residual(32, 10), "images of 32x32 with 1 channels and 10 classes", "images of 28x28");
        assertRefused(residual(28, 100), "and 100 classes", "recipe.imageSize");
    }

    @Test
    void isRefusedWithoutAPlanOrAnythingToTrain() {
        assertRefused(null, "does not say how to compute the uploaded network mine");
        var empty = new PlanBuilder(1, 28, 28);
        int row = empty.flattened(0, 784);
        empty.add(new Slice(1, 0, 10, 1), row);
        assertRefused(empty.plan(), "nothing to train");
    }

    @Test
    void isRefusedWithMoreParametersThanMemoryHolds() {
        var builder = new PlanBuilder(1, 28, 28);
        int row = builder.flattened(0, 784);
        int wide = builder.parameter(Initial.WEIGHT, 600_000, 784);
        int hidden = builder.add(new Dense(), row, wide);
        int last = builder.parameter(Initial.WEIGHT, 10, 600_000);
        builder.add(new Dense(), hidden, last);
        assertRefused(builder.plan(), "476,400,000 parameters", "at most 400,000,000: choose a smaller network");
    }

    @Test
    void isRefusedWithResultsThatNoMachineHolds() {
        var builder = new PlanBuilder(1, 28, 28);
        int row = builder.flattened(0, 784);
        int scale = builder.parameter(Initial.ONE, 1);
        int wide = builder.add(new Expand(Extents.of(1 << 22, -1, 784)), builder.sum(row, scale));
        int sum = builder.add(new Reduce(Reduce.Kind.SUM, List.of(0), false), wide);
        builder.add(new Slice(1, 0, 10, 1), sum);
        assertRefused(builder.plan(), "GiB of memory");
    }

    /** Weights that are rearranged before they are used are there once, not for each image. */
    @Test
    void needsMemoryForWeightsOnce() {
        var builder = new PlanBuilder(1, 28, 28);
        int weight = builder.parameter(Initial.WEIGHT, 784, 100_000);
        int turned = builder.add(new Transpose(List.of(1, 0)), weight);
        int hidden = builder.add(new Dense(), builder.flattened(0, 784), turned);
        builder.add(new Slice(1, 0, 10, 1), hidden);

        assertThat(PlanMemory.leastBytes(builder.plan(), 100)).isEqualTo(4L * (78_400_000 + 78_400));
    }

    private static void assertRefused(@Nullable NetworkPlan plan, String... problems) {
        assertThatThrownBy(() -> train(plan, "max(x,0)", 1))
                .isInstanceOf(ArchitectureException.class)
                .hasMessageContainingAll(problems);
    }

    private static Outcome train(@Nullable NetworkPlan plan, String formula, long seed) {
        var recipe = new ImageRecipe(
                new DataSpec("fashion-mnist-mini", 640, 200, 1, 1),
                Architecture.uploaded("mine", "ab".repeat(32)),
                8,
                32,
                new Optimizer.Adam(0.004),
                null,
                Precision.FLOAT32,
                FitnessSplit.VALIDATION,
                false);
        return new Trainer(DATASETS, Device.cpu()).train(formula, recipe, plan, seed, new TrainingObserver() {
            @Override
            public void planned(long totalSteps) {}

            @Override
            public void stepped(long step, double imagesPerSecond) {}

            @Override
            public void epochFinished(EpochMetrics epoch) {}

            @Override
            public void checkpoint() {}
        });
    }
}
