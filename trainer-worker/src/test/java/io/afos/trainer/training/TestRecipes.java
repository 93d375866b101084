package io.afos.trainer.training;

import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Screening;
import org.jspecify.annotations.Nullable;

/** Small trainings on the bundled images. */
public final class TestRecipes {

    private TestRecipes() {}

    /** Two epochs, a second or two of work. */
    public static ImageRecipe quick() {
        return epochs(2);
    }

    public static ImageRecipe epochs(int epochs) {
        return recipe(320, 0.0625, epochs, null, FitnessSplit.VALIDATION, false);
    }

    static ImageRecipe recipe(
            int trainImages,
            double width,
            int epochs,
            @Nullable Screening screening,
            FitnessSplit fitnessSplit,
            boolean reportTest) {
        return new ImageRecipe(
                new DataSpec("fashion-mnist-mini", trainImages, 300, 200, 1),
                new Architecture("afos-base", width),
                epochs,
                48,
                new Optimizer.Adam(0.004),
                screening,
                Precision.FLOAT32,
                fitnessSplit,
                reportTest);
    }
}
