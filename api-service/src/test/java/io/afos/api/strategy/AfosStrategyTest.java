package io.afos.api.strategy;

import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.SearchStrategy;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AfosStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();
    private static final StrategySettings.Afos PAPER = new StrategySettings.Afos(30, 50, 6, 0.8, 1);

    @Test
    void theFirstGenerationIsRandom() {
        List<Proposal> first = Course.run(settings(30, 1, 6, 1, 1).on(Problem.of(SPACE), 1), Course::arbitraryFitness)
                .proposed();

        assertThat(first).hasSize(30).allSatisfy(proposal -> {
            assertThat(proposal.generation()).isZero();
            assertThat(proposal.operator()).isEqualTo(Operator.RANDOM);
            assertThat(proposal.parents()).isEmpty();
        });
    }

    @Test
    void nothingIsProposedWhileAMemberIsOpen() {
        var course = new Course();
        SearchStrategy strategy = settings(5, 3, 2, 1, 1).on(Problem.of(SPACE), 3);
        course.add((Decision.Propose) strategy.next(course));
        for (int ordinal = 0; ordinal < 5; ordinal++) {
            assertThat(strategy.next(course)).isEqualTo(new Decision.Wait());
            course.score(ordinal, Course::arbitraryFitness);
        }

        assertThat(strategy.next(course)).isInstanceOf(Decision.Propose.class);
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

            Course course = Course.run(
                    settings.on(Problem.of(randomSpace(random)), random.nextLong()), Course::arbitraryFitness);

            assertThat(course.proposed()).as("%s", settings).hasSize(settings.plannedProposals(SPACE));
            for (int generation = 0; generation < settings.generations(); generation++) {
                assertThat(course.proposedIn(generation)).as("%s", settings).hasSize(population);
            }
        }
    }

    @Test
    void theSearchEndsAfterItsLastGeneration() {
        var settings = settings(4, 2, 1, 1, 1);
        Course course = Course.run(settings.on(Problem.of(SPACE), 1), Course::arbitraryFitness);

        assertThat(course.proposed()).last().extracting(Proposal::generation).isEqualTo(1);
        assertThat(settings.on(Problem.of(SPACE), 1).next(course)).isEqualTo(new Decision.Finish());
    }

    @Test
    void theSixFittestFunctionsAreCarriedOverInOrder() {
        Course course = Course.run(PAPER.on(Problem.of(SPACE), 11), Course::arbitraryFitness);

        for (int generation = 1; generation < 50; generation++) {
            List<Integer> best = best(course.generation(generation - 1), 6).stream()
                    .map(Member::ordinal)
                    .toList();
            List<Proposal> elites = course.proposedIn(generation).subList(0, best.size());
            assertThat(elites).allMatch(proposal -> proposal.operator() == Operator.ELITE);
            assertThat(elites.stream().map(Proposal::parents))
                    .containsExactlyElementsOf(best.stream().map(List::of).toList());
            assertThat(elites.stream().map(Proposal::chromosome))
                    .containsExactlyElementsOf(best.stream()
                            .map(ordinal -> course.proposed().get(ordinal).chromosome())
                            .toList());
        }
    }

    @Test
    void ofEquallyFitMembersTheEarlierOneIsBetter() {
        Course course = Course.run(settings(30, 2, 6, 0, 0).on(Problem.of(SPACE), 5), chromosome -> 0.5);

        List<Integer> firstSix = best(course.generation(0), 30).stream()
                .map(Member::ordinal)
                .sorted()
                .limit(6)
                .toList();
        assertThat(course.proposedIn(1).subList(0, 6).stream()
                        .map(proposal -> proposal.parents().get(0)))
                .containsExactlyElementsOf(firstSix);
    }

    @Test
    void aFunctionWrittenTwiceIsOneElite() {
        var course = new Course();
        course.add(new Decision.Propose(List.of(
                random("add|x,exp"),
                random("add|exp,x"),
                random("mul|x,exp"),
                random("mul|exp,x"),
                random("add|x,x"))));
        IntStream.range(0, 5).forEach(ordinal -> course.score(ordinal, chromosome -> 1 - 0.1 * ordinal));

        var next = (Decision.Propose)
                settings(5, 2, 2, 0, 0).on(Problem.of(SPACE), 1).next(course);

        assertThat(next.proposals().stream()
                        .filter(proposal -> proposal.operator() == Operator.ELITE)
                        .map(proposal -> proposal.chromosome().code()))
                .containsExactly("add|x,exp", "mul|x,exp");
    }

    @Test
    void withFewerFunctionsThanElitesTheRestIsFilledUp() {
        var course = new Course();
        course.add(new Decision.Propose(Collections.nCopies(9, random("add|x,exp"))));
        IntStream.range(0, 9).forEach(ordinal -> course.score(ordinal, chromosome -> 1));

        var next = (Decision.Propose)
                settings(9, 2, 4, 1, 1).on(Problem.of(SPACE), 1).next(course);

        assertThat(next.proposals()).hasSize(9);
        assertThat(operators(next.proposals()))
                .isEqualTo(Map.of(Operator.ELITE, 1L, Operator.MUTATION, 1L, Operator.RANDOM, 7L));
    }

    @Test
    void withProbabilityOneThePairsByRankHaveTwoChildrenEach() {
        Course course = Course.run(settings(30, 20, 6, 1, 0).on(Problem.of(SPACE), 13), Course::arbitraryFitness);

        for (int generation = 1; generation < 20; generation++) {
            List<Member> best = best(course.generation(generation - 1), 6);
            List<Proposal> children = course.proposedIn(generation).subList(6, 12);
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
            assertThat(course.proposedIn(generation).subList(12, 30))
                    .allMatch(proposal -> proposal.operator() == Operator.RANDOM);
        }
    }

    @Test
    void anOddEliteHasNoChildren() {
        Course course = Course.run(settings(30, 2, 5, 1, 0).on(Problem.of(SPACE), 1), Course::arbitraryFitness);

        List<Integer> best =
                best(course.generation(0), 5).stream().map(Member::ordinal).toList();
        assertThat(course.proposedIn(1).stream()
                        .filter(proposal -> proposal.operator() == Operator.CROSSOVER)
                        .map(Proposal::parents))
                .containsExactly(best.subList(0, 2), best.subList(0, 2), best.subList(2, 4), best.subList(2, 4));
    }

    @Test
    void withProbabilityZeroThereAreNeitherChildrenNorMutants() {
        Course course = Course.run(settings(30, 20, 6, 0, 0).on(Problem.of(SPACE), 17), Course::arbitraryFitness);

        for (int generation = 1; generation < 20; generation++) {
            assertThat(operators(course.proposedIn(generation)))
                    .isEqualTo(Map.of(Operator.ELITE, 6L, Operator.RANDOM, 24L));
        }
    }

    @Test
    void aPairHasChildrenWithTheGivenProbability() {
        Course course = Course.run(settings(30, 400, 6, 0.8, 0).on(Problem.of(SPACE), 19), Course::arbitraryFitness);

        double pairs = course.proposed().stream()
                        .filter(proposal -> proposal.operator() == Operator.CROSSOVER)
                        .count()
                / 2.0;
        double expected = 399 * 3 * 0.8;
        double fourSigma = 4 * Math.sqrt(399 * 3 * 0.8 * 0.2);
        assertThat(pairs).isBetween(expected - fourSigma, expected + fourSigma);
    }

    @Test
    void withProbabilityOneEachGenerationHasOneMutantOfAnElite() {
        Course course = Course.run(settings(30, 100, 6, 0, 1).on(Problem.of(SPACE), 23), Course::arbitraryFitness);

        Set<Integer> ranks = new HashSet<>();
        for (int generation = 1; generation < 100; generation++) {
            List<Integer> best = best(course.generation(generation - 1), 6).stream()
                    .map(Member::ordinal)
                    .toList();
            assertThat(operators(course.proposedIn(generation)))
                    .isEqualTo(Map.of(Operator.ELITE, 6L, Operator.MUTATION, 1L, Operator.RANDOM, 23L));
            Proposal mutant = course.proposedIn(generation).get(6);
            assertThat(mutant.operator()).isEqualTo(Operator.MUTATION);
            assertThat(mutant.parents()).hasSize(1);
            int parent = mutant.parents().get(0);
            assertThat(parent).isIn(best);
            ranks.add(best.indexOf(parent));
            assertThat(differences(course.proposed().get(parent).chromosome(), mutant.chromosome()))
                    .isEqualTo(1);
        }
        assertThat(ranks).as("every elite is a parent now and then").hasSize(6);
    }

    @Test
    void aMemberWithoutAScoreOfItsOwnCountsAsZero() {
        Course course = Course.run(
                settings(10, 2, 2, 0, 0).on(Problem.of(SPACE), 1),
                chromosome -> chromosome.shape() == Shape.GENES_3 ? 0.1 : 0);

        assertThat(course.proposedIn(1).get(0).chromosome().shape()).isEqualTo(Shape.GENES_3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void theSameSeedAndScoresGiveTheSameSearch(long seed) {
        List<Proposal> once = Course.run(PAPER.on(Problem.of(SPACE), seed), Course::arbitraryFitness)
                .proposed();
        List<Proposal> again = Course.run(PAPER.on(Problem.of(SPACE), seed), Course::arbitraryFitness)
                .proposed();

        assertThat(again).isEqualTo(once);
        assertThat(Course.run(PAPER.on(Problem.of(SPACE), seed ^ 8), Course::arbitraryFitness)
                        .proposed())
                .isNotEqualTo(once);
    }

    @Test
    void whatANewInstanceProposesDependsOnTheSeedAndTheHistoryOnly() {
        SearchStrategy kept = PAPER.on(Problem.of(SPACE), 4);
        var course = new Course();
        while (kept.next(course) instanceof Decision.Propose propose) {
            assertThat(PAPER.on(Problem.of(SPACE), 4).next(course)).isEqualTo(propose);
            course.add(propose);
            course.scoreAll(Course::arbitraryFitness);
        }
        assertThat(course.proposals()).isEqualTo(1_500);
    }

    /**
     * Of 912 chromosomes (18 in each of 49 generations and 30) 304 have three genes, of which there are 2,023: 304 * 304 / 2 /
     * 2,023 = 23 repetitions are to be expected, and hardly any of the others.
     */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 7, 1L << 40})
    void noGenerationRepeatsTheRandomDrawsOfAnother(long seed) {
        Course course = Course.run(settings(30, 50, 6, 1, 0).on(Problem.of(SPACE), seed), Course::arbitraryFitness);

        List<String> random = course.proposed().stream()
                .filter(proposal -> proposal.operator() == Operator.RANDOM)
                .map(proposal -> proposal.chromosome().code())
                .toList();
        long repeated = random.size() - random.stream().distinct().count();
        assertThat(repeated).isBetween(8L, 45L);
    }

    private static StrategySettings.Afos settings(
            int population, int generations, int elites, double crossover, double mutation) {
        return new StrategySettings.Afos(population, generations, elites, crossover, mutation);
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
