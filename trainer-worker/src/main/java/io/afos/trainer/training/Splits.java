package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.trainer.data.UnfitRecipeException;
import io.afos.trainer.data.prepared.Dataset;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.data.prepared.Split;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.RandomChanges;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The images of one training: in the device's memory if they fit the limit, otherwise streamed.
 *
 * @param fitness the images that determine fitness
 * @param test the images for reporting, if the recipe requests it
 */
record Splits(ImageSet train, ImageSet fitness, @Nullable ImageSet test) {

    /**
     * @param seed seed of the training
     * @param residentBytes the maximum size of the images in the device's memory
     * @param activity called repeatedly while images are read; may throw to cancel
     * @throws UnfitRecipeException if a batch is too large for an array
     */
    static Splits load(
            NDManager manager,
            Dataset dataset,
            Split split,
            ImageRecipe recipe,
            long seed,
            long residentBytes,
            Runnable activity) {
        requireBatchFits(Math.min(recipe.batchSize(), split.train().length), dataset.shape());
        boolean testDecides = recipe.fitnessSplit() == FitnessSplit.TEST;
        boolean wantsTest = testDecides || recipe.reportTest();
        int images = split.train().length
                + (testDecides ? 0 : split.validation().length)
                + (wantsTest ? split.test().length : 0);
        boolean resident = (long) images * dataset.shape().bytes() <= Math.min(residentBytes, Integer.MAX_VALUE);
        var scale = PixelScale.of(recipe.data().normalization(), dataset.train(), split.train(), activity);
        var loading = new Loading(manager, scale, resident);

        ImageSet train = recipe.data().augmentation() == Augmentation.NONE
                ? loading.load(dataset.train(), split.train())
                : new StreamedImages(dataset.train(), split.train(), scale, changes(dataset, seed));
        ImageSet test = wantsTest ? loading.load(dataset.test(), split.test()) : null;
        LabelledImages validation = dataset.validation() == null ? dataset.train() : dataset.validation();
        ImageSet fitness = testDecides ? test : loading.load(validation, split.validation());
        return new Splits(train, fitness, recipe.reportTest() ? test : null);
    }

    static void requireBatchFits(int batch, ImageShape shape) {
        if ((long) batch * shape.bytes() > Integer.MAX_VALUE) {
            throw new UnfitRecipeException(String.format(
                    Locale.ROOT,
                    "a batch of %,d images of %s has %,d bytes, at most %,d are allowed: reduce recipe.batchSize"
                            + " or recipe.imageSize",
                    batch,
                    shape,
                    (long) batch * shape.bytes(),
                    Integer.MAX_VALUE));
        }
    }

    private record Loading(NDManager manager, PixelScale scale, boolean resident) {

        ImageSet load(LabelledImages images, int[] positions) {
            return resident
                    ? new ResidentImages(manager, images, positions, scale)
                    : new StreamedImages(images, positions, scale, null);
        }
    }

    private static StreamedImages.Changes changes(Dataset dataset, long seed) {
        ImageShape shape = dataset.shape();
        return new StreamedImages.Changes(
                new RandomChanges(shape.channels(), shape.height(), shape.width(), dataset.mirrored()), seed);
    }
}
