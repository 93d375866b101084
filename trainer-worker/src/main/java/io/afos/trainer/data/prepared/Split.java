package io.afos.trainer.data.prepared;

import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.UnfitRecipeException;
import io.afos.trainer.random.RandomStream.Purpose;
import io.afos.trainer.random.StratifiedDraw;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The images of a training: validation images are drawn from the data set's own validation images, or held out of the
 * training set if it has none; training images are drawn from the rest. Each part is a {@link StratifiedDraw}.
 * Validation images are drawn before training images, so limiting the training images never changes the validation
 * images.
 *
 * @param train ascending indices of the data set's training images
 * @param validation ascending indices of {@code Dataset.validation()} or, if there is none, of the training images,
 *     disjoint from {@code train}
 * @param test ascending indices of the data set's test images
 */
public record Split(int[] train, int[] validation, int[] test) {

    /**
     * Draws a split.
     *
     * @throws UnfitRecipeException if too few training images would remain
     */
    public static Split draw(Dataset dataset, DataSpec spec) {
        int classes = dataset.classes();
        var pool = new StratifiedDraw(dataset.train().labels(), classes, spec.splitSeed(), Purpose.SPLIT);
        LabelledImages given = dataset.validation();
        int[] validation = given == null
                ? pool.take(requireRest(dataset, spec.validationImages()))
                : new StratifiedDraw(given.labels(), classes, spec.splitSeed(), Purpose.SPLIT)
                        .take(atMost(spec.validationImages(), given.count()));
        int remaining = dataset.train().count() - (given == null ? validation.length : 0);
        int[] train = pool.take(atMost(spec.trainImages(), remaining));
        int[] test = new StratifiedDraw(dataset.test().labels(), classes, spec.splitSeed(), Purpose.TEST_SPLIT)
                .take(atMost(spec.testImages(), dataset.test().count()));
        return new Split(train, validation, test);
    }

    private static int requireRest(Dataset dataset, int validationImages) {
        int available = dataset.train().count();
        if (validationImages >= available) {
            throw new UnfitRecipeException(String.format(
                    Locale.ROOT,
                    "data set %s has %,d training images, so at most %,d can be held out for validation, not %,d",
                    dataset.name(),
                    available,
                    available - 1,
                    validationImages));
        }
        return validationImages;
    }

    private static int atMost(@Nullable Integer limit, int available) {
        return limit == null ? available : Math.min(limit, available);
    }
}
