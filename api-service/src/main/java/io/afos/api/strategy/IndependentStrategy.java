package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.SearchStrategy;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Candidates that no score decides, such as those of random and of exhaustive search. */
public final class IndependentStrategy implements SearchStrategy {

    public static final int MAX_OPEN = 64;

    private final Pace pace;
    private final IntFunction<Proposal> proposal;

    /**
     * @param candidates candidates in all
     * @param proposal from ordinal to candidate
     */
    public IndependentStrategy(int candidates, IntFunction<Proposal> proposal) {
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
