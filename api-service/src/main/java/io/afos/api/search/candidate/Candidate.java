package io.afos.api.search.candidate;

import io.afos.api.strategy.history.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate of a search.
 *
 * @param ordinal position in the order of proposal, from 0
 * @param generation counted from 0
 * @param genes the chromosome's code
 * @param parents ordinals of the candidates it was derived from
 * @param epochs the number of epochs after which its training ends
 * @param repeated whether an earlier candidate of the search had the same function and number of epochs
 * @param evaluationId {@code null} if the function is not trained
 * @param reused whether it needed no training of its own, since the training had already been requested
 * @param rejection why the function is not trained: {@code NOT_FINITE} or {@code CONSTANT}
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
