package io.afos.model.message;

import io.afos.model.recipe.ImageRecipe;

/**
 * Asks a worker to train one network. A worker may see the same task twice; the second training gives the same metrics
 * and its result changes nothing.
 *
 * @param evaluationId the evaluation
 * @param attempt the fencing token: a higher attempt of the same evaluation supersedes a lower one
 * @param formula the activation function in the infix form that the expression parser reads
 * @param recipe how to train and measure
 * @param seed seed of initial weights, batch order and dropout
 */
public record EvaluationTask(long evaluationId, int attempt, String formula, ImageRecipe recipe, long seed) {}
