package io.afos.api.strategy;

import io.afos.model.space.SearchSpace;
import java.util.List;
import java.util.stream.IntStream;

/** Random search. Keeps a bounded number of candidates open and asks for one more whenever one is scored. */
final class RandomStrategy implements SearchStrategy {

    static final int MAX_OPEN = 64;

    private final StrategySettings.Random settings;
    private final SearchSpace space;
    private final RandomNumbers random;

    RandomStrategy(StrategySettings.Random settings, SearchSpace space, long seed) {
        this.settings = settings;
        this.space = space;
        this.random = new RandomNumbers(seed);
    }

    @Override
    public Decision next(History history) {
        int done = history.proposals();
        int more = Math.min(settings.candidates() - done, MAX_OPEN - history.open());
        if (more > 0) {
            return new Decision.Propose(
                    IntStream.range(done, done + more).mapToObj(this::proposal).toList());
        }
        return history.open() > 0 ? new Decision.Wait() : new Decision.Finish();
    }

    private Proposal proposal(int ordinal) {
        return new Proposal(0, space.random(random.after(ordinal)), Operator.RANDOM, List.of());
    }
}
