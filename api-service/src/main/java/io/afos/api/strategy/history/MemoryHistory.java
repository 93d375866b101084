package io.afos.api.strategy.history;

import io.afos.model.space.Chromosome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A search in memory, with the proposals and the scores of a substitute for training. */
public class MemoryHistory implements History {

    private final int full;
    private final Function<Chromosome, Identity> identities;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, List<Row>> generations = new HashMap<>();
    private final Set<Integer> open = new TreeSet<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Row> promoted = new HashMap<>();
    private final Map<Integer, Standing> rungs = new HashMap<>();
    private int promotions;
    private int openPromotions;

    /**
     * @param full the epochs of a full training
     * @param identities maps chromosomes to their functions
     */
    public MemoryHistory(int full, Function<Chromosome, Identity> identities) {
        this.full = full;
        this.identities = identities;
    }

    public final void add(Decision.Propose propose) {
        propose.proposals().forEach(this::add);
    }

    private void add(Proposal proposal) {
        var row = new Row(
                rows.size(),
                proposal,
                identities.apply(proposal.chromosome()),
                proposal.epochs() == null ? full : proposal.epochs());
        rows.add(row);
        open.add(row.ordinal);
        known.add(row.fingerprint());
        if (row.isPromotion()) {
            promotions++;
            openPromotions++;
            Row parent = rows.get(proposal.parents().get(0));
            standing(parent.epochs).promote(parent);
        } else {
            generations
                    .computeIfAbsent(proposal.generation(), generation -> new ArrayList<>())
                    .add(row);
        }
    }

    public final void score(int ordinal, double fitness) {
        Row row = rows.get(ordinal);
        row.fitness = fitness;
        open.remove(ordinal);
        if (row.isPromotion()) {
            openPromotions--;
            promoted.merge(row.fingerprint(), row, (a, b) -> a.epochs > b.epochs ? a : b);
        }
        if (row.identity.usable()) {
            standing(row.epochs).add(row);
        }
    }

    private Standing standing(int epochs) {
        return rungs.computeIfAbsent(epochs, length -> new Standing());
    }

    /** The number of candidates so far, including promotions. */
    public final int size() {
        return rows.size();
    }

    public final Proposal proposal(int ordinal) {
        return rows.get(ordinal).proposal;
    }

    public final Identity identity(int ordinal) {
        return rows.get(ordinal).identity;
    }

    public final int epochs(int ordinal) {
        return rows.get(ordinal).epochs;
    }

    /** The ordinals of the candidates that wait for their score, including promotions. */
    public final List<Integer> unscored() {
        return List.copyOf(open);
    }

    /** All members in the order of proposal. */
    public final List<Member> members() {
        return rows.stream()
                .filter(row -> !row.isPromotion())
                .map(this::improved)
                .toList();
    }

    @Override
    public final int proposals() {
        return rows.size() - promotions;
    }

    @Override
    public final int open() {
        return open.size() - openPromotions;
    }

    @Override
    public final int openPromotions() {
        return openPromotions;
    }

    @Override
    public final List<Member> generation(int generation) {
        return generations.getOrDefault(generation, List.of()).stream()
                .map(this::improved)
                .toList();
    }

    @Override
    public final List<Member> latest(int count) {
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
    public final List<Member> waiting() {
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
    public final Rung rung(int epochs) {
        return standing(epochs).rung();
    }

    private Member improved(Row row) {
        Row longer = row.fitness == null ? null : promoted.get(row.fingerprint());
        return longer == null
                ? row.member()
                : new Member(row.ordinal, row.proposal.chromosome(), row.fingerprint(), longer.epochs, longer.fitness);
    }

    /** The functions trained for the same number of epochs, each once. */
    private static final class Standing {

        private final Set<String> functions = new HashSet<>();
        private final List<Row> bestFirst = new ArrayList<>();
        private final NavigableSet<Row> contenders = new TreeSet<>(Row.BEST_FIRST);

        void add(Row row) {
            if (functions.add(row.fingerprint())) {
                bestFirst.add(-1 - Collections.binarySearch(bestFirst, row, Row.BEST_FIRST), row);
                contenders.add(row);
            }
        }

        void promote(Row row) {
            contenders.remove(row);
        }

        Rung rung() {
            if (contenders.isEmpty()) {
                return new Rung(bestFirst.size(), null, 0);
            }
            Row contender = contenders.first();
            int rank = 1 + Collections.binarySearch(bestFirst, contender, Row.BEST_FIRST);
            return new Rung(bestFirst.size(), contender.member(), rank);
        }
    }

    private static final class Row {
        static final Comparator<Row> BEST_FIRST =
                Comparator.comparingDouble((Row row) -> -row.score()).thenComparingInt(row -> row.ordinal);

        final int ordinal;
        final Proposal proposal;
        final Identity identity;
        final int epochs;

        @Nullable
        Double fitness;

        Row(int ordinal, Proposal proposal, Identity identity, int epochs) {
            this.ordinal = ordinal;
            this.proposal = proposal;
            this.identity = identity;
            this.epochs = epochs;
        }

        String fingerprint() {
            return identity.fingerprint();
        }

        boolean isPromotion() {
            return proposal.operator() == Operator.PROMOTION;
        }

        double score() {
            return fitness == null ? 0 : fitness;
        }

        Member member() {
            return new Member(ordinal, proposal.chromosome(), fingerprint(), epochs, fitness);
        }
    }
}
