package io.afos.api.strategy;

import io.afos.model.space.Chromosome;
import java.util.List;

/**
 * A candidate that a strategy wants scored.
 *
 * @param generation counted from 0
 * @param parents ordinals of the candidates it was made from, none to two
 */
public record Proposal(int generation, Chromosome chromosome, Operator operator, List<Integer> parents) {

    public Proposal {
        parents = List.copyOf(parents);
    }
}
