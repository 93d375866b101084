package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import io.afos.model.recipe.Recipe;
import io.afos.model.recipe.Recipe.FitnessSplit;
import io.afos.trainer.data.Dataset;
import io.afos.trainer.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * The images of one training, on its device.
 *
 * @param fitness the images that decide fitness
 * @param test the images for reporting, if the recipe asks for them
 */
record Splits(
        ResidentImages train,
        ResidentImages fitness,
        @Nullable ResidentImages test) {

    static Splits load(NDManager manager, Dataset dataset, Split split, Recipe recipe) {
        boolean testDecides = recipe.fitnessSplit() == FitnessSplit.TEST;
        var train = new ResidentImages(manager, dataset.train(), split.train());
        ResidentImages test =
                testDecides || recipe.reportTest() ? new ResidentImages(manager, dataset.test(), split.test()) : null;
        ResidentImages fitness = testDecides ? test : new ResidentImages(manager, dataset.train(), split.validation());
        return new Splits(train, fitness, recipe.reportTest() ? test : null);
    }
}
