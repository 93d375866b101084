package io.afos.api.external;

import io.afos.model.recipe.ExternalRecipe;

/**
 * An attempt that a trainer holds the lease on.
 *
 * @param fingerprint of the activation function
 * @param formula of the activation function
 * @param leaseSeconds how long the trainer may be silent
 */
public record Assignment(
        long evaluation,
        int attempt,
        String fingerprint,
        String formula,
        ExternalRecipe recipe,
        long seed,
        double leaseSeconds) {}
