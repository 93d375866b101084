package io.afos.api.strategy.history;

import io.afos.model.space.Chromosome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that a strategy wants to be scored.
 *
 * @param generation counted from 0
 * @param parents ordinals of the candidates it was derived from, at most two
 * @param epochs the number of epochs after which its training ends; {@code null} for a full training
 */
public record Proposal(
        int generation,
        Chromosome chromosome,
        Operator operator,
        List<Integer> parents,
        @Nullable Integer epochs) {

    public Proposal {
        parents = List.copyOf(parents);
    }

    public Proposal(int generation, Chromosome chromosome, Operator operator, List<Integer> parents) {
        this(generation, chromosome, operator, parents, null);
    }

    public Proposal shortened(int toEpochs) {
        return new Proposal(generation, chromosome, operator, parents, toEpochs);
    }
}
