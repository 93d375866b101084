package io.afos.api.strategy;

import io.afos.model.space.Chromosome;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Candidates that no score decides, such as those of random and of exhaustive search. */
final class IndependentStrategy implements SearchStrategy {

    static final int MAX_OPEN = 64;

    private final Pace pace;
    private final IntFunction<Chromosome> chromosome;
    private final Operator operator;

    /**
     * @param candidates candidates in all
     * @param chromosome from ordinal to candidate
     */
    IndependentStrategy(int candidates, IntFunction<Chromosome> chromosome, Operator operator) {
        this.pace = new Pace(candidates, MAX_OPEN);
        this.chromosome = chromosome;
        this.operator = operator;
    }

    @Override
    public Decision next(History history) {
        int room = pace.room(history);
        if (room == 0) {
            return Pace.pause(history);
        }
        int done = history.proposals();
        return new Decision.Propose(
                IntStream.range(done, done + room).mapToObj(this::proposal).toList());
    }

    private Proposal proposal(int ordinal) {
        return new Proposal(0, chromosome.apply(ordinal), operator, List.of());
    }
}
