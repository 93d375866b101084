package io.afos.api.strategy.dryrun;

import io.afos.api.strategy.AshaStrategy;
import io.afos.api.strategy.StrategySettings;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.MemoryHistory;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.SearchStrategy;
import io.afos.model.space.SearchSpace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * A search without trainings, in which fitness is a number without meaning that depends on the function alone: which trainings
 * does it ask for? Results come one at a time, in the order of the questions.
 *
 * <p>It ends after a number of proposals that depends on what a decision of the strategy costs, not on the clock, so that
 * the same search has the same rehearsal anywhere.
 */
public final class Rehearsal {

    /** The most candidates that are rehearsed. */
    public static final int MAX_PROPOSALS = 20_000;

    /** Looks at whether functions are new, of 8 functions each. */
    private static final int MAX_LOOKS = 5_000;

    /** Members that are compared to choose the parents of the children of all proposals. */
    private static final int MAX_DRAWN = 1_000_000;

    private final Problem problem;
    private final int planned;
    private final MemoryHistory history;
    private final Queue<Training> queue = new ArrayDeque<>();
    private final Map<Training, List<Integer>> waiting = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private boolean complete;
    private int looks;
    private int met;

    private Rehearsal(Problem problem, int planned, int full) {
        this.problem = problem;
        this.planned = planned;
        this.history = new MemoryHistory(full, chromosome -> Identity.of(problem.function(chromosome))) {
            @Override
            public Set<String> known(Set<String> fingerprints) {
                if (++looks > MAX_LOOKS) {
                    throw new TooLong();
                }
                return super.known(fingerprints);
            }
        };
    }

    /** A training of a function, which the same search asks for only once. */
    public record Training(String fingerprint, int epochs) {}

    /** @param proposals the number of candidates by then, promotions left out */
    private record Asked(Training training, int proposals) {}

    /** @param full the epochs of a training that is not shortened */
    public static Rehearsal of(StrategySettings strategy, Problem problem, long seed, int full) {
        StrategySettings chooser = strategy.chooser();
        var rehearsal = new Rehearsal(problem, chooser.plannedProposals(problem.space()), full);
        rehearsal.play(standIn(strategy, problem, seed), affordable(chooser));
        return rehearsal;
    }

    /**
     * From fitness without meaning a model learns nothing, so that what it chooses is a random new function; the first ones are the
     * same.
     */
    private static SearchStrategy standIn(StrategySettings strategy, Problem problem, long seed) {
        if (strategy instanceof StrategySettings.Asha asha) {
            return new AshaStrategy(asha, standIn(asha.base(), problem, seed));
        }
        if (strategy instanceof StrategySettings.Surrogate surrogate) {
            int first = problem.start().size() + surrogate.initial();
            int candidates = surrogate.candidates();
            SearchStrategy itself = surrogate.on(problem, seed);
            SearchStrategy newFunctions = new StrategySettings.Evolution(
                            candidates, candidates, 1, 0, surrogate.concurrency())
                    .on(problem, seed);
            return history -> history.proposals() < first ? itself.next(history) : newFunctions.next(history);
        }
        return strategy.on(problem, seed);
    }

    /** The number of proposals after which it has cost enough. */
    private static int affordable(StrategySettings chooser) {
        return chooser instanceof StrategySettings.Evolution evolution
                ? Math.min(MAX_PROPOSALS, Math.max(MAX_DRAWN / evolution.sample(), evolution.population()))
                : MAX_PROPOSALS;
    }

    private void play(SearchStrategy strategy, int limit) {
        try {
            while (history.proposals() < limit || history.proposals() >= planned) {
                Decision decision = strategy.next(history);
                if (decision instanceof Decision.Propose propose) {
                    int first = history.size();
                    history.add(propose);
                    for (int ordinal = first; ordinal < history.size(); ordinal++) {
                        ask(ordinal);
                    }
                } else if (queue.isEmpty()) {
                    complete = true;
                    return;
                }
                if (!queue.isEmpty()) {
                    train(queue.remove());
                }
            }
        } catch (TooLong e) {
            complete = false;
        }
    }

    private void ask(int ordinal) {
        Identity function = history.identity(ordinal);
        if (history.proposal(ordinal).operator() != Operator.PROMOTION) {
            met++;
        }
        if (!function.usable()) {
            history.score(ordinal, 0);
            return;
        }
        var training = new Training(function.fingerprint(), history.epochs(ordinal));
        List<Integer> waitingToo = waiting.get(training);
        if (waitingToo == null) {
            waiting.put(training, new ArrayList<>(List.of(ordinal)));
            queue.add(training);
            asked.add(new Asked(training, met));
        } else if (waitingToo.isEmpty()) {
            history.score(ordinal, fitness(training));
        } else {
            waitingToo.add(ordinal);
        }
    }

    private void train(Training training) {
        List<Integer> ordinals = waiting.replace(training, List.of());
        ordinals.forEach(ordinal -> history.score(ordinal, fitness(training)));
    }

    /** From 0 to 1, without meaning. */
    private static double fitness(Training training) {
        return Long.parseLong(training.fingerprint().substring(0, 12), 16) / 0x1p48;
    }

    /** What it asked for, in that order. */
    public List<Training> trainings() {
        return asked.stream().map(Asked::training).toList();
    }

    /** The number of candidates that were proposed, promotions left out. */
    public int proposals() {
        return history.proposals();
    }

    /** Whether it came to the end of the search. */
    public boolean isComplete() {
        return complete;
    }

    /**
     * How many trainings of so many epochs the whole search asks for: those of the rehearsal, and where that ended early, for each
     * proposal left as many as in its second half.
     */
    public double expected(int epochs) {
        long sofar = count(epochs, 0);
        if (complete) {
            return sofar;
        }
        int half = proposals() / 2;
        double rate = proposals() == 0 ? 1 : count(epochs, half) / (double) (proposals() - half);
        return Math.min(sofar + rate * (planned - proposals()), most());
    }

    private long count(int epochs, int afterProposals) {
        return asked.stream()
                .filter(one -> one.training.epochs() == epochs && one.proposals > afterProposals)
                .count();
    }

    /** No less than there are functions worth training. */
    private long most() {
        SearchSpace space = problem.space();
        if (space.size() > MAX_PROPOSALS) {
            return space.size();
        }
        return LongStream.range(0, space.size())
                .mapToObj(place -> Identity.of(problem.function(space.at(place))))
                .filter(Identity::usable)
                .map(Identity::fingerprint)
                .distinct()
                .count();
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("enough was looked at");
        }
    }
}
