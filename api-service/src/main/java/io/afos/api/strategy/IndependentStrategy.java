package io.afos.api.strategy;

import io.afos.model.space.Chromosome;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Candidates that no score decides, such as those of random and of exhaustive search. Keeps a bounded number open and asks
 * for one more whenever one is scored.
 */
final class IndependentStrategy implements SearchStrategy {

    static final int MAX_OPEN = 64;

    private final int candidates;
    private final IntFunction<Chromosome> chromosome;
    private final Operator operator;

    /**
     * @param candidates candidates in all
     * @param chromosome from ordinal to candidate
     */
    IndependentStrategy(int candidates, IntFunction<Chromosome> chromosome, Operator operator) {
        this.candidates = candidates;
        this.chromosome = chromosome;
        this.operator = operator;
    }

    @Override
    public Decision next(History history) {
        int done = history.proposals();
        int more = Math.min(candidates - done, MAX_OPEN - history.open());
        if (more > 0) {
            return new Decision.Propose(
                    IntStream.range(done, done + more).mapToObj(this::proposal).toList());
        }
        return history.open() > 0 ? new Decision.Wait() : new Decision.Finish();
    }

    private Proposal proposal(int ordinal) {
        return new Proposal(0, chromosome.apply(ordinal), operator, List.of());
    }
}
