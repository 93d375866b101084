package io.afos.api.strategy;

import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Candidates that no score decides, such as those of random and of exhaustive search. */
final class IndependentStrategy implements SearchStrategy {

    static final int MAX_OPEN = 64;

    private final Pace pace;
    private final IntFunction<Proposal> proposal;

    /**
     * @param candidates candidates in all
     * @param proposal from ordinal to candidate
     */
    IndependentStrategy(int candidates, IntFunction<Proposal> proposal) {
        this.pace = new Pace(candidates, MAX_OPEN);
        this.proposal = proposal;
    }

    @Override
    public Decision next(History history) {
        int room = pace.room(history);
        if (room == 0) {
            return Pace.pause(history);
        }
        int done = history.proposals();
        return new Decision.Propose(
                IntStream.range(done, done + room).mapToObj(proposal).toList());
    }
}
