package io.afos.api.benchmark;

import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.Recipe;

/** A network on a data set under a recipe: one row of a benchmark's matrix. */
public record Setting(Recipe recipe) {

    public String architecture() {
        return recipe.network();
    }

    public String dataset() {
        return recipe.dataset();
    }

    /** Whether trainings under it are measured on the test split. */
    public boolean measuresTest() {
        return recipe instanceof ImageRecipe known && known.reportTest();
    }

    public String label() {
        return recipe instanceof ExternalRecipe own
                ? own.external() + " " + own.version()
                : architecture() + " on " + dataset();
    }
}
