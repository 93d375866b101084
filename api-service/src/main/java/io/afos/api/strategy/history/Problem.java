package io.afos.api.strategy.history;

import io.afos.model.activation.MirrorImages;
import io.afos.model.expression.Expression;
import io.afos.model.space.Chromosome;
import io.afos.model.space.SearchSpace;
import java.util.List;

/**
 * What is searched.
 *
 * @param start the candidates that come first, before any that are drawn
 * @param mirrorInvariant whether f(-x) counts as f(x)
 */
public record Problem(SearchSpace space, List<Chromosome> start, boolean mirrorInvariant) {

    public Problem {
        start = List.copyOf(start);
    }

    /** A space in which nothing is known, and every function counts. */
    public static Problem of(SearchSpace space) {
        return new Problem(space, List.of(), false);
    }

    /** The function that is trained for a candidate. */
    public Expression function(Chromosome chromosome) {
        Expression expression = chromosome.expression();
        return mirrorInvariant ? MirrorImages.representative(expression) : expression;
    }
}
