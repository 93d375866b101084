package io.afos.api.strategy.history;

import io.afos.model.activation.MirrorImages;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A search in memory that a test steers. */
public final class PlayedHistory extends MemoryHistory {

    public static final int FULL = 9;

    private static final Map<Chromosome, Identity> FUNCTIONS = new ConcurrentHashMap<>();

    public PlayedHistory() {
        this(FULL);
    }

    /** @param full the epochs of a training that is not shortened */
    public PlayedHistory(int full) {
        this(full, Problem.of(Preset.AFOS.space()));
    }

    private PlayedHistory(int full, Problem problem) {
        super(
                full,
                problem.mirrorInvariant()
                        ? chromosome -> Identity.of(MirrorImages.representative(chromosome.expression()))
                        : PlayedHistory::function);
    }

    /** Runs a strategy to its end. */
    public static PlayedHistory run(Proposer strategy, ToDoubleFunction<Chromosome> fitness) {
        return run(strategy, Problem.of(Preset.AFOS.space()), fitness);
    }

    /** Runs a strategy to its end, where functions are the same if they are so for the problem. */
    public static PlayedHistory run(Proposer strategy, Problem problem, ToDoubleFunction<Chromosome> fitness) {
        var course = new PlayedHistory(FULL, problem);
        while (strategy.next(course) instanceof Decision.Propose propose) {
            course.add(propose);
            course.scoreAll(fitness);
        }
        return course;
    }

    /** Fitness without meaning, different for nearly all chromosomes, in (0, 1). */
    public static double arbitraryFitness(Chromosome chromosome) {
        return (chromosome.code().hashCode() >>> 1) / (double) Integer.MAX_VALUE;
    }

    public static String fingerprint(Chromosome chromosome) {
        return function(chromosome).fingerprint();
    }

    public static boolean isUsable(Chromosome chromosome) {
        return function(chromosome).usable();
    }

    private static Identity function(Chromosome chromosome) {
        return FUNCTIONS.computeIfAbsent(chromosome, unknown -> Identity.of(unknown.expression()));
    }

    public void score(int ordinal, ToDoubleFunction<Chromosome> fitness) {
        score(ordinal, fitness.applyAsDouble(proposal(ordinal).chromosome()));
    }

    public void scoreAll(ToDoubleFunction<Chromosome> fitness) {
        unscored().forEach(ordinal -> score(ordinal, fitness));
    }

    public List<Proposal> proposed() {
        return IntStream.range(0, size()).mapToObj(this::proposal).toList();
    }

    public List<Proposal> proposedIn(int generation) {
        return proposed().stream()
                .filter(proposal -> proposal.generation() == generation)
                .toList();
    }
}
