package io.afos.api.benchmark;

import io.afos.model.recipe.Recipe;

/** A network on a data set under a recipe: one row of a benchmark's matrix. */
public record Setting(Recipe recipe) {

    public String architecture() {
        return recipe.architecture().name();
    }

    public String dataset() {
        return recipe.data().dataset();
    }

    public String label() {
        return architecture() + " on " + dataset();
    }
}
