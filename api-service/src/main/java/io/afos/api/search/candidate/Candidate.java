package io.afos.api.search.candidate;

import io.afos.api.strategy.history.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a search's generation.
 *
 * @param ordinal its place in the order of proposal, from 0
 * @param generation counted from 0
 * @param genes the chromosome's code
 * @param parents ordinals of the candidates it was made from
 * @param epochs after how many epochs its training ends
 * @param repeated whether its function was a candidate of the search with as many epochs before
 * @param evaluationId {@code null} if it is not worth training
 * @param reused whether it needed no training of its own, since its function had been asked for before
 * @param rejection why it is not worth training: {@code NOT_FINITE} or {@code CONSTANT}
 */
public record Candidate(
        int ordinal,
        int generation,
        String genes,
        String formula,
        String fingerprint,
        Operator operator,
        List<Integer> parents,
        int epochs,
        boolean repeated,
        @Nullable Long evaluationId,
        boolean reused,
        @Nullable String rejection,
        CandidateState state,
        @Nullable Double fitness) {}
