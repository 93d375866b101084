package io.afos.model.message;

import io.afos.model.recipe.ImageRecipe;
import org.jspecify.annotations.Nullable;

/**
 * Asks a worker to train one network. A worker may see the same task twice; the second training gives the same metrics
 * and its result changes nothing.
 *
 * @param evaluationId the evaluation
 * @param attempt the fencing token: a higher attempt of the same evaluation supersedes a lower one
 * @param formula the activation function in the infix form that the expression parser reads
 * @param recipe how to train and measure
 * @param seed seed of initial weights, batch order and dropout
 * @param token shows that an event about the attempt comes from a worker that was given it; {@code null} in tasks of version 2
 */
public record EvaluationTask(
        long evaluationId,
        int attempt,
        String formula,
        ImageRecipe recipe,
        long seed,
        @Nullable String token) {

    private static final int MOST_FORMULA = 4_096;

    public EvaluationTask {
        Bounds.requireAttempt(evaluationId, attempt);
        Bounds.require(formula != null && formula.length() <= MOST_FORMULA, "formula");
        Bounds.require(recipe != null, "recipe");
    }

    /** Without a token. */
    public EvaluationTask(long evaluationId, int attempt, String formula, ImageRecipe recipe, long seed) {
        this(evaluationId, attempt, formula, recipe, seed, null);
    }
}
