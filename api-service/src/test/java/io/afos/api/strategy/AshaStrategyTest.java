package io.afos.api.strategy;

import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.SearchStrategy;
import io.afos.api.strategy.laboratory.Tables;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AshaStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();
    private static final StrategySettings.Evolution BASE = new StrategySettings.Evolution(180, 30, 5, 0.5, 4);

    @Test
    void rungsAreGeometricBelowTheFullTraining() {
        assertThat(StrategySettings.Asha.rungs(1, 3, 9)).containsExactly(1, 3);
        assertThat(StrategySettings.Asha.rungs(1, 3, 10)).containsExactly(1, 3, 9);
        assertThat(StrategySettings.Asha.rungs(2, 4, 15)).containsExactly(2, 8);
        assertThat(StrategySettings.Asha.rungs(1, 2, 1)).isEmpty();
    }

    @Test
    void theCandidatesOfTheOtherStrategyAreTrainedForTheLowestRung() {
        Course course = Course.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 1), Course::arbitraryFitness);

        Map<Boolean, List<Proposal>> byKind = course.proposed().stream()
                .collect(Collectors.partitioningBy(proposal -> proposal.operator() == Operator.PROMOTION));
        assertThat(byKind.get(false)).hasSize(180).allMatch(proposal -> proposal.epochs() == 1);
        assertThat(byKind.get(true)).isNotEmpty();
    }

    @Test
    void aPromotionTrainsTheSameFunctionForTheNextRungAndNoneTwice() {
        Course course = Course.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 2), Course::arbitraryFitness);

        List<Proposal> all = course.proposed();
        for (int i = 0; i < all.size(); i++) {
            Proposal proposal = all.get(i);
            if (proposal.operator() == Operator.PROMOTION) {
                int lower = proposal.parents().get(0);
                assertThat(all.get(lower).chromosome()).isEqualTo(proposal.chromosome());
                assertThat(List.of(course.epochs(lower), course.epochs(i))).isIn(List.of(1, 3), List.of(3, 9));
            }
        }
        assertThat(all.stream()
                        .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                        .map(Proposal::parents))
                .doesNotHaveDuplicates();
    }

    @Test
    void aboutOneInEveryThirdFunctionGoesUp() {
        Course course = Course.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 3), Course::arbitraryFitness);

        assertThat(course.rung(1).size()).isEqualTo(180);
        assertThat(course.rung(3).size()).isBetween(60, 60 + 30);
        assertThat(course.rung(9).size()).isBetween(20, 20 + 20);
    }

    @Test
    void onlyFunctionsOfTheBestThirdAreOnTheNextRung() {
        // arbitraryFitness does not depend on the epochs, so that the best of the first rung stay the best.
        Course course = Course.run(
                new StrategySettings.Asha(3, List.of(1, 3), new StrategySettings.Random(300)).on(Problem.of(SPACE), 4),
                Course::arbitraryFitness);

        List<Double> below = fitness(course, 1);
        List<Double> above = fitness(course, 3);
        assertThat(above).containsAll(below.subList(0, below.size() / 3));
    }

    @Test
    void functionsThatRepeatOthersOrCannotBeUsedAreNotPromoted() {
        Course course = Course.run(
                new StrategySettings.Asha(2, List.of(3), new StrategySettings.Random(400))
                        .on(Problem.of(Tables.SPACE), 5),
                Course::arbitraryFitness);

        List<Proposal> promotions = course.proposed().stream()
                .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                .toList();
        assertThat(promotions).isNotEmpty().allMatch(proposal -> Course.isUsable(proposal.chromosome()));
        assertThat(promotions)
                .extracting(proposal -> Course.fingerprint(proposal.chromosome()))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachScoreIsFollowedByAtMostOnePromotionFromEachRung() {
        SearchStrategy strategy = asha(3, List.of(1, 3)).on(Problem.of(SPACE), 6);
        var course = new Course();
        int ordinal = 0;
        for (Decision decision = strategy.next(course);
                !(decision instanceof Decision.Finish);
                decision = strategy.next(course)) {
            if (decision instanceof Decision.Propose propose) {
                Map<Integer, Long> promoted = propose.proposals().stream()
                        .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                        .collect(Collectors.groupingBy(
                                proposal -> proposal.parents().size(), Collectors.counting()));
                assertThat(promoted.getOrDefault(1, 0L)).isLessThanOrEqualTo(2);
                course.add(propose);
            }
            if (ordinal < course.proposed().size()) {
                course.score(
                        ordinal,
                        Course.arbitraryFitness(course.proposed().get(ordinal++).chromosome()));
            }
        }
    }

    @Test
    void aSearchTooSmallForItsRungsStillEndsWithAFullTrainingOfItsBest() {
        var settings = new StrategySettings.Asha(4, List.of(1, 4), new StrategySettings.Evolution(3, 3, 2, 0.5, 2));

        Course course = Course.run(settings.on(Problem.of(SPACE), 7), Course::arbitraryFitness);

        assertThat(course.rung(9).size()).isEqualTo(1);
        assertThat(fitness(course, 9)).containsExactly(fitness(course, 1).get(0));
    }

    @Test
    void aGenerationalStrategyCanChooseTheCandidates() {
        var settings = new StrategySettings.Asha(3, List.of(1, 3), new StrategySettings.Afos(20, 4, 4, 0.8, 1));

        Course course = Course.run(settings.on(Problem.of(SPACE), 8), Course::arbitraryFitness);

        for (int generation = 1; generation < 4; generation++) {
            assertThat(course.generation(generation)).hasSize(20);
        }
        assertThat(course.rung(9).size()).isPositive();
    }

    @Test
    void whatWasTrainedLongerIsTheBetterParent() {
        var low = new Member(0, Tables.SPACE.at(0), "a", 1, 0.9);
        var high = new Member(1, Tables.SPACE.at(1), "b", 9, 0.4);
        var open = new Member(2, Tables.SPACE.at(2), "c", 1, null);

        assertThat(List.of(open, low, high).stream().sorted(Member.BEST_FIRST)).containsExactly(high, low, open);
    }

    /** The fitness of the functions on a rung, the fittest first. */
    private static List<Double> fitness(Course course, int epochs) {
        Map<String, Double> fitness = IntStream.range(0, course.proposed().size())
                .filter(i -> course.epochs(i) == epochs)
                .mapToObj(i -> course.proposed().get(i).chromosome())
                .filter(Course::isUsable)
                .distinct()
                .collect(Collectors.toMap(Course::fingerprint, Course::arbitraryFitness, (a, b) -> a));
        return fitness.values().stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static StrategySettings asha(int reduction, List<Integer> rungs) {
        return new StrategySettings.Asha(reduction, rungs, BASE);
    }
}
