package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A search in virtual time, with an evaluator in place of trainings: a queue that workers take from, first in, first out, as
 * the service's is. Functions that cannot be used are scored at once, and what was trained before is not trained again, both as
 * in the service, unless the search has no memory; then each candidate is trained, and one that cannot be used ends after an
 * epoch.
 */
public final class Simulation {

    private final Proposer strategy;
    private final Evaluator evaluator;
    private final long seed;
    private final Setting setting;
    private final PlayedHistory history;

    private final Queue<Task> queue = new ArrayDeque<>();
    private final PriorityQueue<Task> running = new PriorityQueue<>(
            Comparator.comparingDouble((Task task) -> task.end).thenComparingInt(task -> task.number));
    private final Map<String, Task> tasks = new HashMap<>();
    private final List<Improvement> improvements = new ArrayList<>();
    private final Set<String> trained = new HashSet<>();

    private int number;
    private double now;
    private double busy;
    private double lastStart;
    private double busyAtLastStart;
    private long spent;
    private double bestFitness = -1;
    private boolean reached;

    /**
     * @param workers trainings at the same time
     * @param memory whether functions are known again
     * @param resumed whether a promoted candidate goes on where its training ended, rather than from the beginning
     * @param screening the accuracy after the first epoch below which a training ends there
     * @param epochTime how long an epoch takes with a function, by fingerprint
     * @param maxEpochs the search ends when so many epochs were trained
     * @param goal the search ends when the best function by what it saw, by fingerprint, is one of these
     */
    public record Setting(
            int workers,
            boolean memory,
            boolean resumed,
            double screening,
            ToDoubleFunction<String> epochTime,
            long maxEpochs,
            Predicate<String> goal) {

        public static Setting of(int workers, boolean memory, double screening, long maxEpochs) {
            return new Setting(workers, memory, false, screening, fingerprint -> 1, maxEpochs, fingerprint -> false);
        }

        public Setting resuming() {
            return new Setting(workers, memory, true, screening, epochTime, maxEpochs, goal);
        }

        public Setting timed(ToDoubleFunction<String> time) {
            return new Setting(workers, memory, resumed, screening, time, maxEpochs, goal);
        }

        public Setting until(Predicate<String> reached) {
            return new Setting(workers, memory, resumed, screening, epochTime, maxEpochs, reached);
        }
    }

    /** After so many epochs in all, of trainings under way too, this function was the best one of those trained to the end, by what the search saw. */
    public record Improvement(long epochs, String fingerprint, double fitness) {}

    /**
     * How a search went.
     *
     * @param epochs trained in all
     * @param functions different functions trained, for however long
     * @param candidates proposed
     * @param utilisation the share of the workers' time that they trained, until the last function was started, promotions left out
     * @param overall the same until the last training ended
     */
    public record Run(
            List<Improvement> improvements,
            long epochs,
            int functions,
            int candidates,
            double utilisation,
            double overall) {}

    private Simulation(Proposer strategy, Evaluator evaluator, long seed, Setting setting) {
        this.strategy = strategy;
        this.evaluator = evaluator;
        this.seed = seed;
        this.setting = setting;
        this.history = new PlayedHistory(evaluator.epochs());
    }

    /** @param seed the seed of all trainings */
    public static Run run(Proposer strategy, Evaluator evaluator, long seed, Setting setting) {
        return new Simulation(strategy, evaluator, seed, setting).run();
    }

    private Run run() {
        advance();
        while (!running.isEmpty() && spent < setting.maxEpochs() && !reached) {
            Task done = running.remove();
            now = done.end;
            finish(done);
            advance();
        }
        return new Run(
                improvements,
                spent,
                trained.size(),
                history.proposals()
                        + (int) history.proposed().stream()
                                .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                                .count(),
                busyAtLastStart / (lastStart * setting.workers()),
                busy / (now * setting.workers()));
    }

    private void advance() {
        while (true) {
            if (!(strategy.next(history) instanceof Decision.Propose propose)) {
                start();
                return;
            }
            int first = history.proposed().size();
            history.add(propose);
            for (int i = 0; i < propose.proposals().size(); i++) {
                request(first + i, propose.proposals().get(i));
            }
            start();
            if (history.open() + history.openPromotions() > 0) {
                return;
            }
        }
    }

    private void request(int ordinal, Proposal proposal) {
        String fingerprint = PlayedHistory.fingerprint(proposal.chromosome());
        int epochs = proposal.epochs() == null ? evaluator.epochs() : proposal.epochs();
        boolean usable = PlayedHistory.isUsable(proposal.chromosome());
        if (setting.memory() && !usable) {
            history.score(ordinal, 0.0);
            return;
        }
        String key = setting.memory() ? fingerprint + "@" + epochs : Integer.toString(ordinal);
        Task task = tasks.get(key);
        if (task == null) {
            task = usable ? task(proposal, fingerprint, epochs) : new Task(fingerprint, false, false, 0, 1);
            tasks.put(key, task);
            queue.add(task);
        }
        if (task.finished) {
            history.score(ordinal, task.fitness);
        } else {
            task.waiting.add(ordinal);
        }
    }

    private Task task(Proposal proposal, String fingerprint, int epochs) {
        boolean screenedOut = evaluator.accuracy(fingerprint, seed, 1) < setting.screening();
        var training = evaluator.train(fingerprint, seed, screenedOut ? 1 : epochs);
        int before = setting.resumed() && proposal.operator() == Operator.PROMOTION
                ? history.epochs(proposal.parents().get(0))
                : 0;
        return new Task(
                fingerprint,
                proposal.operator() == Operator.PROMOTION,
                epochs == evaluator.epochs() && !screenedOut,
                training.fitness(),
                Math.max(0, training.epochs() - before));
    }

    private void start() {
        while (running.size() < setting.workers() && !queue.isEmpty()) {
            Task task = queue.remove();
            double duration = task.epochs * setting.epochTime().applyAsDouble(task.fingerprint);
            task.number = number++;
            task.start = now;
            task.end = now + duration;
            running.add(task);
            if (!task.promotion) {
                lastStart = now;
                busyAtLastStart = busy
                        + running.stream()
                                .mapToDouble(other -> now - other.start)
                                .sum();
            }
        }
    }

    private void finish(Task task) {
        task.finished = true;
        spent += task.epochs;
        busy += task.end - task.start;
        trained.add(task.fingerprint);
        task.waiting.forEach(ordinal -> history.score(ordinal, task.fitness));
        if (task.full && task.fitness > bestFitness) {
            bestFitness = task.fitness;
            improvements.add(new Improvement(spentByNow(), task.fingerprint, task.fitness));
            reached = setting.goal().test(task.fingerprint);
        }
    }

    /** With what the trainings under way have taken. */
    private long spentByNow() {
        return spent
                + (long) running.stream()
                        .mapToDouble(task -> task.epochs * (now - task.start) / (task.end - task.start))
                        .sum();
    }

    private static final class Task {
        final String fingerprint;
        final boolean promotion;
        final boolean full;
        final double fitness;
        final int epochs;
        final List<Integer> waiting = new ArrayList<>();
        boolean finished;
        int number;
        double start;
        double end;

        Task(String fingerprint, boolean promotion, boolean full, double fitness, int epochs) {
            this.fingerprint = fingerprint;
            this.promotion = promotion;
            this.full = full;
            this.fitness = fitness;
            this.epochs = epochs;
        }
    }
}
