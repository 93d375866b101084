package io.afos.api.leaderboard;

import io.afos.model.recipe.Recipe;
import java.time.Instant;

/**
 * What trainings have in common so that they can be compared: a recipe.
 *
 * @param functions the number of activation functions trained under it, counted up to 10,000
 */
public record Context(
        String recipeHash, String dataset, String architecture, Instant createdAt, long functions, Recipe recipe) {}
