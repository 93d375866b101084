package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.PlanCodec;
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
 * @param network the plan of the uploaded network that the recipe asks for, in base64 of what {@link PlanCodec} writes; {@code null} if it
 *     asks for one of the catalog
 */
public record EvaluationTask(
        long evaluationId,
        int attempt,
        String formula,
        ImageRecipe recipe,
        long seed,
        @Nullable String token,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String network) {

    private static final int MOST_FORMULA = 4_096;

    /** As many chars as base64 makes of what {@link PlanCodec} writes at most. */
    static final int MOST_NETWORK = (PlanCodec.MAX_BYTES + 2) / 3 * 4;

    public EvaluationTask {
        Bounds.requireAttempt(evaluationId, attempt);
        Bounds.require(formula != null && formula.length() <= MOST_FORMULA, "formula");
        Bounds.require(recipe != null, "recipe");
        Bounds.require(network == null || network.length() <= MOST_NETWORK, "network");
        if (network != null && recipe.architecture().graph() == null) {
            throw new IllegalArgumentException("network is given, but the recipe asks for one of the catalog");
        }
    }

    /** Of a network of the catalog. */
    public EvaluationTask(
            long evaluationId, int attempt, String formula, ImageRecipe recipe, long seed, @Nullable String token) {
        this(evaluationId, attempt, formula, recipe, seed, token, null);
    }

    /** Without a token. */
    public EvaluationTask(long evaluationId, int attempt, String formula, ImageRecipe recipe, long seed) {
        this(evaluationId, attempt, formula, recipe, seed, null);
    }

    /**
     * The plan of the uploaded network; {@code null} if the task brings none.
     *
     * @throws io.afos.model.network.NetworkException if it cannot be read
     */
    public @Nullable NetworkPlan plan() {
        return network == null ? null : PlanCodec.decodeText(network);
    }
}
