package io.afos.api.strategy;

import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.Usability;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A search in memory: what was proposed, and the scores of something that stands for training. */
final class Course implements History {

    static final int FULL = 9;

    private static final Map<Chromosome, Function> FUNCTIONS = new ConcurrentHashMap<>();

    private final int full;
    private final Problem problem;
    private final List<Row> rows = new ArrayList<>();
    private final Set<Integer> open = new TreeSet<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Row> promoted = new HashMap<>();
    private final Map<Integer, NavigableSet<Row>> rungs = new HashMap<>();
    private final Set<String> onRungs = new HashSet<>();
    private int promotions;

    Course() {
        this(FULL);
    }

    /** @param full the epochs of a training that is not shortened */
    Course(int full) {
        this(full, Problem.of(Preset.AFOS.space()));
    }

    private Course(int full, Problem problem) {
        this.full = full;
        this.problem = problem;
    }

    /** Runs a strategy to its end. */
    static Course run(SearchStrategy strategy, ToDoubleFunction<Chromosome> fitness) {
        return run(strategy, Problem.of(Preset.AFOS.space()), fitness);
    }

    /** Runs a strategy to its end, where functions are the same if they are so for the problem. */
    static Course run(SearchStrategy strategy, Problem problem, ToDoubleFunction<Chromosome> fitness) {
        var course = new Course(FULL, problem);
        while (strategy.next(course) instanceof Decision.Propose propose) {
            course.add(propose);
            course.scoreAll(fitness);
        }
        return course;
    }

    /** Fitness without meaning, different for nearly all chromosomes, in (0, 1). */
    static double arbitraryFitness(Chromosome chromosome) {
        return (chromosome.code().hashCode() >>> 1) / (double) Integer.MAX_VALUE;
    }

    static String fingerprint(Chromosome chromosome) {
        return function(chromosome).fingerprint;
    }

    static boolean isUsable(Chromosome chromosome) {
        return function(chromosome).usable;
    }

    private static Function function(Chromosome chromosome) {
        return FUNCTIONS.computeIfAbsent(chromosome, Function::of);
    }

    void add(Decision.Propose propose) {
        propose.proposals().forEach(proposal -> {
            var row = new Row(
                    rows.size(),
                    proposal,
                    identity(proposal.chromosome()),
                    proposal.epochs() == null ? full : proposal.epochs());
            rows.add(row);
            open.add(row.ordinal);
            known.add(row.fingerprint);
            if (proposal.operator() == Operator.PROMOTION) {
                promotions++;
                rows.get(proposal.parents().get(0)).promoted = true;
            }
        });
    }

    private String identity(Chromosome chromosome) {
        return problem.mirrorInvariant()
                ? Fingerprint.of(problem.function(chromosome)).value()
                : fingerprint(chromosome);
    }

    void score(int ordinal, ToDoubleFunction<Chromosome> fitness) {
        score(ordinal, fitness.applyAsDouble(rows.get(ordinal).proposal.chromosome()));
    }

    void score(int ordinal, double fitness) {
        Row row = rows.get(ordinal);
        row.fitness = fitness;
        open.remove(ordinal);
        if (row.isPromotion()) {
            promoted.merge(row.fingerprint, row, (a, b) -> a.epochs > b.epochs ? a : b);
        }
        if (isUsable(row.proposal.chromosome()) && onRungs.add(row.fingerprint + "@" + row.epochs)) {
            rungs.computeIfAbsent(row.epochs, epochs -> new TreeSet<>(Row.BEST_FIRST))
                    .add(row);
        }
    }

    void scoreAll(ToDoubleFunction<Chromosome> fitness) {
        List.copyOf(open).forEach(ordinal -> score(ordinal, fitness));
    }

    List<Proposal> proposed() {
        return rows.stream().map(row -> row.proposal).toList();
    }

    List<Proposal> proposedIn(int generation) {
        return proposed().stream()
                .filter(proposal -> proposal.generation() == generation)
                .toList();
    }

    /** All members in the order of proposal. */
    List<Member> members() {
        return members(row -> true);
    }

    int epochs(int ordinal) {
        return rows.get(ordinal).epochs;
    }

    @Override
    public int proposals() {
        return rows.size() - promotions;
    }

    @Override
    public int open() {
        return open.size() - openPromotions();
    }

    @Override
    public int openPromotions() {
        return (int)
                open.stream().filter(ordinal -> rows.get(ordinal).isPromotion()).count();
    }

    @Override
    public List<Member> generation(int generation) {
        return members(row -> row.proposal.generation() == generation);
    }

    @Override
    public List<Member> latest(int count) {
        var latest = new ArrayDeque<Member>();
        for (int i = rows.size() - 1; i >= 0 && latest.size() < count; i--) {
            Row row = rows.get(i);
            if (row.fitness != null && !row.isPromotion()) {
                latest.addFirst(improved(row));
            }
        }
        return List.copyOf(latest);
    }

    @Override
    public List<Member> waiting() {
        return open.stream()
                .map(rows::get)
                .filter(row -> !row.isPromotion())
                .map(Row::member)
                .toList();
    }

    @Override
    public Set<String> known(Set<String> fingerprints) {
        var found = new HashSet<>(fingerprints);
        found.retainAll(known);
        return found;
    }

    @Override
    public Rung rung(int epochs) {
        NavigableSet<Row> standing = rungs.getOrDefault(epochs, new TreeSet<>(Row.BEST_FIRST));
        int rank = 1;
        for (Row row : standing) {
            if (!row.promoted) {
                return new Rung(standing.size(), row.member(), rank);
            }
            rank++;
        }
        return new Rung(standing.size(), null, 0);
    }

    private List<Member> members(Predicate<Row> which) {
        Stream<Row> own = rows.stream().filter(row -> !row.isPromotion()).filter(which);
        return own.map(this::improved).toList();
    }

    private Member improved(Row row) {
        Row longer = row.fitness == null ? null : promoted.get(row.fingerprint);
        return longer == null
                ? row.member()
                : new Member(row.ordinal, row.proposal.chromosome(), row.fingerprint, longer.epochs, longer.fitness);
    }

    private record Function(String fingerprint, boolean usable) {

        static Function of(Chromosome chromosome) {
            return new Function(
                    Fingerprint.of(chromosome.expression()).value(),
                    Usability.of(chromosome.expression()) == Usability.USABLE);
        }
    }

    private static final class Row {
        static final Comparator<Row> BEST_FIRST =
                Comparator.comparingDouble((Row row) -> -row.score()).thenComparingInt(row -> row.ordinal);

        final int ordinal;
        final Proposal proposal;
        final String fingerprint;
        final int epochs;

        @Nullable
        Double fitness;

        boolean promoted;

        Row(int ordinal, Proposal proposal, String fingerprint, int epochs) {
            this.ordinal = ordinal;
            this.proposal = proposal;
            this.fingerprint = fingerprint;
            this.epochs = epochs;
        }

        boolean isPromotion() {
            return proposal.operator() == Operator.PROMOTION;
        }

        double score() {
            return fitness == null ? 0 : fitness;
        }

        Member member() {
            return new Member(ordinal, proposal.chromosome(), fingerprint, epochs, fitness);
        }
    }
}
