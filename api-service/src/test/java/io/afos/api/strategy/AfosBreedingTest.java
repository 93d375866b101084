package io.afos.api.strategy;

import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.UnaryGene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes of the elites of the AFOS strategy: children and mutants. */
class AfosBreedingTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();

    @Test
    void withProbabilityOneThePairsByRankHaveTwoChildrenEach() {
        PlayedHistory history =
                PlayedHistory.run(settings(30, 20, 6, 1, 0).on(Problem.of(SPACE), 13), PlayedHistory::arbitraryFitness);

        for (int generation = 1; generation < 20; generation++) {
            List<Member> best = best(history.generation(generation - 1), 6);
            List<Proposal> children = history.proposedIn(generation).subList(6, 12);
            for (int pair = 0; pair < 3; pair++) {
                Member first = best.get(2 * pair);
                Member second = best.get(2 * pair + 1);
                for (Proposal child : children.subList(2 * pair, 2 * pair + 2)) {
                    assertThat(child.operator()).isEqualTo(Operator.CROSSOVER);
                    assertThat(child.parents()).containsExactly(first.ordinal(), second.ordinal());
                }
                assertThat(children.subList(2 * pair, 2 * pair + 2).stream()
                                .map(child -> child.chromosome().code())
                                .toList())
                        .isIn(everyCut(first.chromosome(), second.chromosome()));
            }
            assertThat(history.proposedIn(generation).subList(12, 30))
                    .allMatch(proposal -> proposal.operator() == Operator.RANDOM);
        }
    }

    @Test
    void anOddEliteHasNoChildren() {
        PlayedHistory history =
                PlayedHistory.run(settings(30, 2, 5, 1, 0).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        List<Integer> best =
                best(history.generation(0), 5).stream().map(Member::ordinal).toList();
        assertThat(history.proposedIn(1).stream()
                        .filter(proposal -> proposal.operator() == Operator.CROSSOVER)
                        .map(Proposal::parents))
                .containsExactly(best.subList(0, 2), best.subList(0, 2), best.subList(2, 4), best.subList(2, 4));
    }

    @Test
    void withProbabilityZeroThereAreNeitherChildrenNorMutants() {
        PlayedHistory history =
                PlayedHistory.run(settings(30, 20, 6, 0, 0).on(Problem.of(SPACE), 17), PlayedHistory::arbitraryFitness);

        for (int generation = 1; generation < 20; generation++) {
            assertThat(operators(history.proposedIn(generation)))
                    .isEqualTo(Map.of(Operator.ELITE, 6L, Operator.RANDOM, 24L));
        }
    }

    @Test
    void aPairHasChildrenWithTheGivenProbability() {
        PlayedHistory history = PlayedHistory.run(
                settings(30, 400, 6, 0.8, 0).on(Problem.of(SPACE), 19), PlayedHistory::arbitraryFitness);

        double pairs = history.proposed().stream()
                        .filter(proposal -> proposal.operator() == Operator.CROSSOVER)
                        .count()
                / 2.0;
        double expected = 399 * 3 * 0.8;
        double fourSigma = 4 * Math.sqrt(399 * 3 * 0.8 * 0.2);
        assertThat(pairs).isBetween(expected - fourSigma, expected + fourSigma);
    }

    @Test
    void withProbabilityOneEachGenerationHasOneMutantOfAnElite() {
        PlayedHistory history = PlayedHistory.run(
                settings(30, 100, 6, 0, 1).on(Problem.of(SPACE), 23), PlayedHistory::arbitraryFitness);

        Set<Integer> ranks = new HashSet<>();
        for (int generation = 1; generation < 100; generation++) {
            List<Integer> best = best(history.generation(generation - 1), 6).stream()
                    .map(Member::ordinal)
                    .toList();
            assertThat(operators(history.proposedIn(generation)))
                    .isEqualTo(Map.of(Operator.ELITE, 6L, Operator.MUTATION, 1L, Operator.RANDOM, 23L));
            Proposal mutant = history.proposedIn(generation).get(6);
            assertThat(mutant.operator()).isEqualTo(Operator.MUTATION);
            assertThat(mutant.parents()).hasSize(1);
            int parent = mutant.parents().get(0);
            assertThat(parent).isIn(best);
            ranks.add(best.indexOf(parent));
            assertThat(differences(history.proposed().get(parent).chromosome(), mutant.chromosome()))
                    .isEqualTo(1);
        }
        assertThat(ranks).as("every elite is a parent now and then").hasSize(6);
    }

    private static AfosStrategy settings(
            int population, int generations, int elites, double crossover, double mutation) {
        return new AfosStrategy(population, generations, elites, crossover, mutation);
    }

    private static Map<Operator, Long> operators(List<Proposal> proposals) {
        var counts = new HashMap<Operator, Long>();
        proposals.forEach(proposal -> counts.merge(proposal.operator(), 1L, Long::sum));
        return counts;
    }

    /** The fittest members, equal functions once, written down another way than the strategy does it. */
    private static List<Member> best(List<Member> members, int count) {
        var rest = new ArrayList<>(members);
        var best = new ArrayList<Member>();
        while (best.size() < count && !rest.isEmpty()) {
            Member next = Collections.max(
                    rest,
                    Comparator.comparing(Member::fitness).thenComparing(Member::ordinal, Comparator.reverseOrder()));
            best.add(next);
            rest.removeIf(member -> member.fingerprint().equals(next.fingerprint()));
        }
        return best;
    }

    /** The children's codes of every cut, each pair in order. */
    private static List<List<String>> everyCut(Chromosome first, Chromosome second) {
        int shorter = Math.min(first.shape().genes(), second.shape().genes());
        int binaries = Math.min(first.binaries().size(), second.binaries().size());
        var pairs = new ArrayList<List<String>>();
        for (int cut = 1; cut < shorter; cut++) {
            int b = Math.min(cut, binaries);
            int u = cut - b;
            pairs.add(List.of(child(first, second, b, u), child(second, first, b, u)));
        }
        return pairs;
    }

    private static String child(Chromosome head, Chromosome tail, int b, int u) {
        var nodes =
                new ArrayList<>(tail.binaries().stream().map(BinaryGene::code).toList());
        var leaves =
                new ArrayList<>(tail.unaries().stream().map(UnaryGene::code).toList());
        for (int i = 0; i < b; i++) {
            nodes.set(i, head.binaries().get(i).code());
        }
        for (int i = 0; i < u; i++) {
            leaves.set(i, head.unaries().get(i).code());
        }
        return String.join(",", nodes) + "|" + String.join(",", leaves);
    }

    private static long differences(Chromosome one, Chromosome other) {
        assertThat(one.shape()).isEqualTo(other.shape());
        return IntStream.range(0, one.binaries().size())
                        .filter(i -> one.binaries().get(i) != other.binaries().get(i))
                        .count()
                + IntStream.range(0, one.unaries().size())
                        .filter(i -> one.unaries().get(i) != other.unaries().get(i))
                        .count();
    }
}
