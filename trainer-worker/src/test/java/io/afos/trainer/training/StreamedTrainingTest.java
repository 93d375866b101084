package io.afos.trainer.training;

import ai.djl.Device;
import io.afos.model.message.Outcome;
import io.afos.model.message.Outcome.Trained;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Real trainings whose images come from disk. */
class StreamedTrainingTest {

    @TempDir
    private Path directory;

    @Test
    void givesTheMetricsOfATrainingWithImagesInMemory() {
        ImageRecipe recipe = recipe(null, Augmentation.NONE, Normalization.STANDARDIZED);
        assertThat(train(recipe, 0)).isEqualTo(train(recipe, Long.MAX_VALUE));
    }

    @Test
    void repeatsWithRandomChangesOfImagesOfAnotherSize() {
        ImageRecipe recipe = recipe(16, Augmentation.STANDARD, Normalization.UNIT);
        Trained first = train(recipe, 0);
        assertThat(train(recipe, Long.MAX_VALUE)).isEqualTo(first);
        assertThat(train(recipe(16, Augmentation.NONE, Normalization.UNIT), 0).measurement())
                .isNotEqualTo(first.measurement());
        assertThat(directory.resolve(".ready")).isDirectoryContaining("glob:**fashion-mnist-mini-16x16x1-*.images");
    }

    private Trained train(ImageRecipe recipe, long residentBytes) {
        var datasets = new Datasets(new DataProperties(directory, false, 1L << 30, residentBytes, false));
        Outcome outcome = new Trainer(datasets, Device.cpu()).train("x*erf(exp(x))", recipe, 5, new Silent());
        assertThat(outcome).isInstanceOf(Trained.class);
        Trained trained = (Trained) outcome;
        return new Trained(trained.epochs(), trained.screenedOut(), trained.measurement(), trained.test(), 0, 0);
    }

    private static ImageRecipe recipe(Integer imageSize, Augmentation augmentation, Normalization normalization) {
        return new ImageRecipe(
                new DataSpec("fashion-mnist-mini", 320, 300, 200, 1, imageSize, augmentation, normalization, null),
                new Architecture("afos-base", 0.0625),
                2,
                48,
                new Optimizer.Adam(0.004),
                null,
                Precision.FLOAT32,
                FitnessSplit.VALIDATION,
                true);
    }

    private static final class Silent implements TrainingObserver {
        @Override
        public void planned(long totalSteps) {}

        @Override
        public void stepped(long step, double imagesPerSecond) {}

        @Override
        public void epochFinished(EpochMetrics metrics) {}

        @Override
        public void checkpoint() {}
    }
}
