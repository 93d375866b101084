package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
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
    private static final EvolutionStrategy BASE = new EvolutionStrategy(180, 30, 5, 0.5, 4);

    @Test
    void rungsAreGeometricBelowTheFullTraining() {
        assertThat(AshaStrategy.rungs(1, 3, 9)).containsExactly(1, 3);
        assertThat(AshaStrategy.rungs(1, 3, 10)).containsExactly(1, 3, 9);
        assertThat(AshaStrategy.rungs(2, 4, 15)).containsExactly(2, 8);
        assertThat(AshaStrategy.rungs(1, 2, 1)).isEmpty();
    }

    @Test
    void theCandidatesOfTheOtherStrategyAreTrainedForTheLowestRung() {
        PlayedHistory history =
                PlayedHistory.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        Map<Boolean, List<Proposal>> byKind = history.proposed().stream()
                .collect(Collectors.partitioningBy(proposal -> proposal.operator() == Operator.PROMOTION));
        assertThat(byKind.get(false)).hasSize(180).allMatch(proposal -> proposal.epochs() == 1);
        assertThat(byKind.get(true)).isNotEmpty();
    }

    @Test
    void aPromotionTrainsTheSameFunctionForTheNextRungAndNoneTwice() {
        PlayedHistory history =
                PlayedHistory.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 2), PlayedHistory::arbitraryFitness);

        List<Proposal> all = history.proposed();
        for (int i = 0; i < all.size(); i++) {
            Proposal proposal = all.get(i);
            if (proposal.operator() == Operator.PROMOTION) {
                int lower = proposal.parents().get(0);
                assertThat(all.get(lower).chromosome()).isEqualTo(proposal.chromosome());
                assertThat(List.of(history.epochs(lower), history.epochs(i))).isIn(List.of(1, 3), List.of(3, 9));
            }
        }
        assertThat(all.stream()
                        .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                        .map(Proposal::parents))
                .doesNotHaveDuplicates();
    }

    @Test
    void aboutOneInEveryThirdFunctionGoesUp() {
        PlayedHistory history =
                PlayedHistory.run(asha(3, List.of(1, 3)).on(Problem.of(SPACE), 3), PlayedHistory::arbitraryFitness);

        assertThat(history.rung(1).size()).isEqualTo(180);
        assertThat(history.rung(3).size()).isBetween(60, 60 + 30);
        assertThat(history.rung(9).size()).isBetween(20, 20 + 20);
    }

    @Test
    void onlyFunctionsOfTheBestThirdAreOnTheNextRung() {
        // arbitraryFitness does not depend on the epochs, so that the best of the first rung stay the best.
        PlayedHistory history = PlayedHistory.run(
                new AshaStrategy(3, 1, new RandomStrategy(300), List.of(1, 3)).on(Problem.of(SPACE), 4),
                PlayedHistory::arbitraryFitness);

        List<Double> below = fitness(history, 1);
        List<Double> above = fitness(history, 3);
        assertThat(above).containsAll(below.subList(0, below.size() / 3));
    }

    @Test
    void functionsThatRepeatOthersOrCannotBeUsedAreNotPromoted() {
        PlayedHistory history = PlayedHistory.run(
                new AshaStrategy(2, 3, new RandomStrategy(400), List.of(3)).on(Problem.of(Tables.SPACE), 5),
                PlayedHistory::arbitraryFitness);

        List<Proposal> promotions = history.proposed().stream()
                .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                .toList();
        assertThat(promotions).isNotEmpty().allMatch(proposal -> PlayedHistory.isUsable(proposal.chromosome()));
        assertThat(promotions)
                .extracting(proposal -> PlayedHistory.fingerprint(proposal.chromosome()))
                .doesNotHaveDuplicates();
    }

    @Test
    void eachScoreIsFollowedByAtMostOnePromotionFromEachRung() {
        Proposer strategy = asha(3, List.of(1, 3)).on(Problem.of(SPACE), 6);
        var history = new PlayedHistory();
        int ordinal = 0;
        for (Decision decision = strategy.next(history);
                !(decision instanceof Decision.Finish);
                decision = strategy.next(history)) {
            if (decision instanceof Decision.Propose propose) {
                Map<Integer, Long> promoted = propose.proposals().stream()
                        .filter(proposal -> proposal.operator() == Operator.PROMOTION)
                        .collect(Collectors.groupingBy(
                                proposal -> proposal.parents().size(), Collectors.counting()));
                assertThat(promoted.getOrDefault(1, 0L)).isLessThanOrEqualTo(2);
                history.add(propose);
            }
            if (ordinal < history.proposed().size()) {
                history.score(
                        ordinal,
                        PlayedHistory.arbitraryFitness(
                                history.proposed().get(ordinal++).chromosome()));
            }
        }
    }

    @Test
    void aSearchTooSmallForItsRungsStillEndsWithAFullTrainingOfItsBest() {
        var settings = new AshaStrategy(4, 1, new EvolutionStrategy(3, 3, 2, 0.5, 2), List.of(1, 4));

        PlayedHistory history = PlayedHistory.run(settings.on(Problem.of(SPACE), 7), PlayedHistory::arbitraryFitness);

        assertThat(history.rung(9).size()).isEqualTo(1);
        assertThat(fitness(history, 9)).containsExactly(fitness(history, 1).get(0));
    }

    @Test
    void aGenerationalStrategyCanChooseTheCandidates() {
        var settings = new AshaStrategy(3, 1, new AfosStrategy(20, 4, 4, 0.8, 1.0), List.of(1, 3));

        PlayedHistory history = PlayedHistory.run(settings.on(Problem.of(SPACE), 8), PlayedHistory::arbitraryFitness);

        for (int generation = 1; generation < 4; generation++) {
            assertThat(history.generation(generation)).hasSize(20);
        }
        assertThat(history.rung(9).size()).isPositive();
    }

    @Test
    void whatWasTrainedLongerIsTheBetterParent() {
        var low = new Member(0, Tables.SPACE.at(0), "a", 1, 0.9);
        var high = new Member(1, Tables.SPACE.at(1), "b", 9, 0.4);
        var open = new Member(2, Tables.SPACE.at(2), "c", 1, null);

        assertThat(List.of(open, low, high).stream().sorted(Member.BEST_FIRST)).containsExactly(high, low, open);
    }

    /** The fitness of the functions on a rung, the fittest first. */
    private static List<Double> fitness(PlayedHistory history, int epochs) {
        Map<String, Double> fitness = IntStream.range(0, history.proposed().size())
                .filter(i -> history.epochs(i) == epochs)
                .mapToObj(i -> history.proposed().get(i).chromosome())
                .filter(PlayedHistory::isUsable)
                .distinct()
                .collect(Collectors.toMap(PlayedHistory::fingerprint, PlayedHistory::arbitraryFitness, (a, b) -> a));
        return fitness.values().stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static Strategy asha(int reduction, List<Integer> rungs) {
        return new AshaStrategy(reduction, rungs.get(0), BASE, rungs);
    }
}
