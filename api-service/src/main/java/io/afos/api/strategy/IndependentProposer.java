package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Proposes candidates that do not depend on scores, as in random and exhaustive search. */
public final class IndependentProposer implements Proposer {

    static final int CONCURRENCY = 64;

    private final int candidates;
    private final IntFunction<Proposal> proposal;

    /**
     * @param candidates total number of candidates
     * @param proposal maps an ordinal to a candidate
     */
    public IndependentProposer(int candidates, IntFunction<Proposal> proposal) {
        this.candidates = candidates;
        this.proposal = proposal;
    }

    @Override
    public Decision next(History history) {
        int room = history.room(candidates, CONCURRENCY);
        if (room == 0) {
            return Decision.none(history);
        }
        int done = history.proposals();
        return new Decision.Propose(
                IntStream.range(done, done + room).mapToObj(proposal).toList());
    }
}
