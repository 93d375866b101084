package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.model.space.BinaryGene;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import io.afos.model.space.UnaryGene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AfosStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();
    private static final AfosStrategy PAPER = new AfosStrategy(30, 50, 6, 0.8, 1.0);

    @Test
    void theFirstGenerationIsRandom() {
        List<Proposal> first = PlayedHistory.run(
                        settings(30, 1, 6, 1, 1).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness)
                .proposed();

        assertThat(first).hasSize(30).allSatisfy(proposal -> {
            assertThat(proposal.generation()).isZero();
            assertThat(proposal.operator()).isEqualTo(Operator.RANDOM);
            assertThat(proposal.parents()).isEmpty();
        });
    }

    @Test
    void nothingIsProposedWhileAMemberIsOpen() {
        var history = new PlayedHistory();
        Proposer strategy = settings(5, 3, 2, 1, 1).on(Problem.of(SPACE), 3);
        history.add((Decision.Propose) strategy.next(history));
        for (int ordinal = 0; ordinal < 5; ordinal++) {
            assertThat(strategy.next(history)).isEqualTo(new Decision.Wait());
            history.score(ordinal, PlayedHistory::arbitraryFitness);
        }

        assertThat(strategy.next(history)).isInstanceOf(Decision.Propose.class);
    }

    @Test
    void everyGenerationHasExactlyItsPopulation() {
        var random = new Random(20);
        for (int i = 0; i < 300; i++) {
            int population = random.nextInt(1, 30);
            var settings = settings(
                    population,
                    random.nextInt(1, 6),
                    random.nextInt((population - 1) / 2 + 1),
                    random.nextInt(3) / 2.0,
                    random.nextInt(3) / 2.0);

            PlayedHistory history = PlayedHistory.run(
                    settings.on(Problem.of(randomSpace(random)), random.nextLong()), PlayedHistory::arbitraryFitness);

            assertThat(history.proposed()).as("%s", settings).hasSize(settings.plannedProposals(SPACE));
            for (int generation = 0; generation < settings.generations(); generation++) {
                assertThat(history.proposedIn(generation)).as("%s", settings).hasSize(population);
            }
        }
    }

    @Test
    void theSearchEndsAfterItsLastGeneration() {
        var settings = settings(4, 2, 1, 1, 1);
        PlayedHistory history = PlayedHistory.run(settings.on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        assertThat(history.proposed()).last().extracting(Proposal::generation).isEqualTo(1);
        assertThat(settings.on(Problem.of(SPACE), 1).next(history)).isEqualTo(new Decision.Finish());
    }

    @Test
    void theSixFittestFunctionsAreCarriedOverInOrder() {
        PlayedHistory history = PlayedHistory.run(PAPER.on(Problem.of(SPACE), 11), PlayedHistory::arbitraryFitness);

        for (int generation = 1; generation < 50; generation++) {
            List<Integer> best = best(history.generation(generation - 1), 6).stream()
                    .map(Member::ordinal)
                    .toList();
            List<Proposal> elites = history.proposedIn(generation).subList(0, best.size());
            assertThat(elites).allMatch(proposal -> proposal.operator() == Operator.ELITE);
            assertThat(elites.stream().map(Proposal::parents))
                    .containsExactlyElementsOf(best.stream().map(List::of).toList());
            assertThat(elites.stream().map(Proposal::chromosome))
                    .containsExactlyElementsOf(best.stream()
                            .map(ordinal -> history.proposed().get(ordinal).chromosome())
                            .toList());
        }
    }

    @Test
    void ofEquallyFitMembersTheEarlierOneIsBetter() {
        PlayedHistory history = PlayedHistory.run(settings(30, 2, 6, 0, 0).on(Problem.of(SPACE), 5), chromosome -> 0.5);

        List<Integer> firstSix = best(history.generation(0), 30).stream()
                .map(Member::ordinal)
                .sorted()
                .limit(6)
                .toList();
        assertThat(history.proposedIn(1).subList(0, 6).stream()
                        .map(proposal -> proposal.parents().get(0)))
                .containsExactlyElementsOf(firstSix);
    }

    @Test
    void aFunctionWrittenTwiceIsOneElite() {
        var history = new PlayedHistory();
        history.add(new Decision.Propose(List.of(
                random("add|x,exp"),
                random("add|exp,x"),
                random("mul|x,exp"),
                random("mul|exp,x"),
                random("add|x,x"))));
        IntStream.range(0, 5).forEach(ordinal -> history.score(ordinal, chromosome -> 1 - 0.1 * ordinal));

        var next = (Decision.Propose)
                settings(5, 2, 2, 0, 0).on(Problem.of(SPACE), 1).next(history);

        assertThat(next.proposals().stream()
                        .filter(proposal -> proposal.operator() == Operator.ELITE)
                        .map(proposal -> proposal.chromosome().code()))
                .containsExactly("add|x,exp", "mul|x,exp");
    }

    @Test
    void withFewerFunctionsThanElitesTheRestIsFilledUp() {
        var history = new PlayedHistory();
        history.add(new Decision.Propose(Collections.nCopies(9, random("add|x,exp"))));
        IntStream.range(0, 9).forEach(ordinal -> history.score(ordinal, chromosome -> 1));

        var next = (Decision.Propose)
                settings(9, 2, 4, 1, 1).on(Problem.of(SPACE), 1).next(history);

        assertThat(next.proposals()).hasSize(9);
        assertThat(operators(next.proposals()))
                .isEqualTo(Map.of(Operator.ELITE, 1L, Operator.MUTATION, 1L, Operator.RANDOM, 7L));
    }

    @Test
    void aMemberWithoutAScoreOfItsOwnCountsAsZero() {
        PlayedHistory history = PlayedHistory.run(
                settings(10, 2, 2, 0, 0).on(Problem.of(SPACE), 1),
                chromosome -> chromosome.shape() == Shape.GENES_3 ? 0.1 : 0);

        assertThat(history.proposedIn(1).get(0).chromosome().shape()).isEqualTo(Shape.GENES_3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void theSameSeedAndScoresGiveTheSameSearch(long seed) {
        List<Proposal> once = PlayedHistory.run(PAPER.on(Problem.of(SPACE), seed), PlayedHistory::arbitraryFitness)
                .proposed();
        List<Proposal> again = PlayedHistory.run(PAPER.on(Problem.of(SPACE), seed), PlayedHistory::arbitraryFitness)
                .proposed();

        assertThat(again).isEqualTo(once);
        assertThat(PlayedHistory.run(PAPER.on(Problem.of(SPACE), seed ^ 8), PlayedHistory::arbitraryFitness)
                        .proposed())
                .isNotEqualTo(once);
    }

    @Test
    void whatANewInstanceProposesDependsOnTheSeedAndTheHistoryOnly() {
        Proposer kept = PAPER.on(Problem.of(SPACE), 4);
        var history = new PlayedHistory();
        while (kept.next(history) instanceof Decision.Propose propose) {
            assertThat(PAPER.on(Problem.of(SPACE), 4).next(history)).isEqualTo(propose);
            history.add(propose);
            history.scoreAll(PlayedHistory::arbitraryFitness);
        }
        assertThat(history.proposals()).isEqualTo(1_500);
    }

    /**
     * Of 912 chromosomes (18 in each of 49 generations and 30) 304 have three genes, of which there are 2,023: 304 * 304 / 2 /
     * 2,023 = 23 repetitions are to be expected, and hardly any of the others.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 1L << 40})
    void noGenerationRepeatsTheRandomDrawsOfAnother(long seed) {
        PlayedHistory history = PlayedHistory.run(
                settings(30, 50, 6, 1, 0).on(Problem.of(SPACE), seed), PlayedHistory::arbitraryFitness);

        List<String> random = history.proposed().stream()
                .filter(proposal -> proposal.operator() == Operator.RANDOM)
                .map(proposal -> proposal.chromosome().code())
                .toList();
        long repeated = random.size() - random.stream().distinct().count();
        assertThat(repeated).isBetween(8L, 45L);
    }

    private static AfosStrategy settings(
            int population, int generations, int elites, double crossover, double mutation) {
        return new AfosStrategy(population, generations, elites, crossover, mutation);
    }

    private static Proposal random(String code) {
        return new Proposal(0, Chromosome.ofCode(code), Operator.RANDOM, List.of());
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

    private static SearchSpace randomSpace(Random random) {
        return new SearchSpace(
                some(UnaryGene.values(), random), some(BinaryGene.values(), random), some(Shape.values(), random));
    }

    private static <T> List<T> some(T[] all, Random random) {
        var list = new ArrayList<>(List.of(all));
        Collections.shuffle(list, random);
        return list.subList(0, random.nextInt(1, 4));
    }
}
