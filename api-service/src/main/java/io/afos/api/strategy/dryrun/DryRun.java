package io.afos.api.strategy.dryrun;

import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.MemoryHistory;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.expression.Effort;
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
 * A search without trainings that determines which trainings it would request. Fitness is a made-up number that depends
 * only on the function. Results arrive one at a time, in the order of the requests.
 *
 * <p>Its length is limited by a number of proposals that depends on the cost of the strategy's decisions, not by time,
 * so the same search always has the same dry run.
 */
public final class DryRun {

    /** The maximum number of candidates. */
    public static final int MAX_PROPOSALS = 20_000;

    /** The maximum number of lookups of known functions, with 8 functions each. */
    private static final int MAX_LOOKS = 5_000;

    /** The maximum of arithmetic on functions. */
    private static final double MAX_STEPS = 600_000;

    private final Problem problem;
    private final int planned;
    private final MemoryHistory history;
    private final Queue<Training> queue = new ArrayDeque<>();
    private final Map<Training, List<Integer>> waiting = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private boolean complete;
    private int looks;
    private int met;

    private DryRun(Problem problem, int planned, int full) {
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

    /** A training of a function. A search requests it only once. */
    public record Training(String fingerprint, int epochs) {}

    /** @param proposals the number of candidates proposed by then, excluding promotions */
    private record Asked(Training training, int proposals) {}

    /** @param full the epochs of a full training */
    public static DryRun of(Strategy strategy, Problem problem, long seed, int full) {
        var dryRun = new DryRun(problem, strategy.chooser().plannedProposals(problem.space()), full);
        return Effort.within(MAX_STEPS, () -> {
            dryRun.play(strategy.onDryRun(problem, seed), Math.min(MAX_PROPOSALS, strategy.maxDryRun()));
            return dryRun;
        });
    }

    private void play(Proposer proposer, int limit) {
        try {
            while (history.proposals() < limit || history.proposals() >= planned) {
                Decision decision = proposer.next(history);
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
        } catch (TooLong | Effort.Exhausted e) {
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

    /** A made-up fitness from 0 to 1. */
    private static double fitness(Training training) {
        return Long.parseLong(training.fingerprint().substring(0, 12), 16) / 0x1p48;
    }

    /** The requested trainings in order. */
    public List<Training> trainings() {
        return asked.stream().map(Asked::training).toList();
    }

    /** The number of proposed candidates, excluding promotions. */
    public int proposals() {
        return history.proposals();
    }

    /** Whether the dry run reached the end of the search. */
    public boolean isComplete() {
        return complete;
    }

    /**
     * The expected number of trainings with this number of epochs in the whole search. If the dry run ended early, the
     * remaining proposals are assumed to need trainings at the rate of its second half.
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

    /** An upper bound of the number of functions worth training. */
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
            super("the dry run reached its limit");
        }
    }
}
