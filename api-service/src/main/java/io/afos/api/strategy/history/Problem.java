package io.afos.api.strategy.history;

import io.afos.model.activation.MirrorImages;
import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import io.afos.model.space.SearchSpace;
import java.util.List;

/**
 * The search problem.
 *
 * @param start the candidates proposed first, before any random ones
 * @param mirrorInvariant whether f(-x) counts as the same function as f(x)
 */
public record Problem(SearchSpace space, List<Chromosome> start, boolean mirrorInvariant) {

    public Problem {
        start = List.copyOf(start);
    }

    /** A problem without start candidates in which f(-x) and f(x) are different functions. */
    public static Problem of(SearchSpace space) {
        return new Problem(space, List.of(), false);
    }

    /** The function to train for a candidate. */
    public Expression function(Chromosome chromosome) {
        Expression expression = chromosome.expression();
        return mirrorInvariant ? MirrorImages.representative(expression) : expression;
    }
}
