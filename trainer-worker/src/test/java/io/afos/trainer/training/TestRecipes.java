package io.afos.trainer.training;

import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Recipe;
import io.afos.model.recipe.Recipe.FitnessSplit;
import io.afos.model.recipe.Recipe.Precision;

/** Small trainings on the bundled images. */
public final class TestRecipes {

    private TestRecipes() {}

    /** Two epochs, a second or two of work. */
    public static Recipe quick() {
        return epochs(2);
    }

    public static Recipe epochs(int epochs) {
        return new Recipe(
                new DataSpec("fashion-mnist-mini", 320, 100, 100, 1),
                new Architecture("afos-base", 0.0625),
                epochs,
                32,
                new Optimizer.Adam(0.005),
                null,
                Precision.FLOAT32,
                FitnessSplit.VALIDATION,
                false);
    }
}
