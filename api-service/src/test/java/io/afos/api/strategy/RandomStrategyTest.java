package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RandomStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 300})
    void asManyCandidatesAsWantedAreProposedAndNoMore(int candidates) {
        var strategy = new RandomStrategy(candidates).on(Problem.of(SPACE), 1);

        PlayedHistory history = PlayedHistory.run(strategy, PlayedHistory::arbitraryFitness);

        assertThat(history.proposed()).hasSize(candidates).allSatisfy(proposal -> {
            assertThat(proposal.operator()).isEqualTo(Operator.RANDOM);
            assertThat(proposal.parents()).isEmpty();
            assertThat(proposal.generation()).isZero();
        });
        assertThat(strategy.next(history)).isEqualTo(new Decision.Finish());
    }

    @Test
    void aBoundedNumberIsOpenAndEachScoreGivesRoomForOneMore() {
        var strategy = new RandomStrategy(100).on(Problem.of(SPACE), 1);
        var history = new PlayedHistory();
        history.add((Decision.Propose) strategy.next(history));
        assertThat(history.open()).isEqualTo(64);
        assertThat(strategy.next(history)).isEqualTo(new Decision.Wait());

        history.score(40, PlayedHistory::arbitraryFitness);

        assertThat(strategy.next(history))
                .isInstanceOfSatisfying(
                        Decision.Propose.class,
                        propose -> assertThat(propose.proposals()).hasSize(1));
    }

    @Test
    void theSearchWaitsForTheLastScores() {
        var strategy = new RandomStrategy(3).on(Problem.of(SPACE), 1);
        var history = new PlayedHistory();
        history.add((Decision.Propose) strategy.next(history));
        history.score(0, PlayedHistory::arbitraryFitness);
        history.score(2, PlayedHistory::arbitraryFitness);
        assertThat(strategy.next(history)).isEqualTo(new Decision.Wait());

        history.score(1, PlayedHistory::arbitraryFitness);

        assertThat(strategy.next(history)).isEqualTo(new Decision.Finish());
    }

    @Test
    void theCandidatesDoNotDependOnTheOrderOfScores() {
        List<String> inOrder = codes(
                PlayedHistory.run(new RandomStrategy(200).on(Problem.of(SPACE), 6), PlayedHistory::arbitraryFitness));
        var random = new Random(1);
        for (int round = 0; round < 5; round++) {
            var history = new PlayedHistory();
            var strategy = new RandomStrategy(200).on(Problem.of(SPACE), 6);
            while (!(strategy.next(history) instanceof Decision.Finish)) {
                if (strategy.next(history) instanceof Decision.Propose propose) {
                    history.add(propose);
                }
                List<Integer> open = history.generation(0).stream()
                        .filter(member -> member.fitness() == null)
                        .map(Member::ordinal)
                        .collect(Collectors.toList());
                Collections.shuffle(open, random);
                open.stream()
                        .limit(random.nextInt(1, 20))
                        .forEach(ordinal -> history.score(ordinal, PlayedHistory::arbitraryFitness));
            }
            assertThat(codes(history)).isEqualTo(inOrder);
        }
    }

    /** A third has 3 genes, from 2,023 chromosomes: about 1,000 * 1,000 / 2 / 2,023 = 230 repetitions of 1,000. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 1L << 40})
    void candidatesAreIndependentAndShapesEquallyFrequent(long seed) {
        PlayedHistory history = PlayedHistory.run(
                new RandomStrategy(3_000).on(Problem.of(SPACE), seed), PlayedHistory::arbitraryFitness);

        Map<Shape, List<Chromosome>> byShape =
                history.proposed().stream().map(Proposal::chromosome).collect(Collectors.groupingBy(Chromosome::shape));
        assertThat(byShape.values())
                .hasSize(3)
                .allSatisfy(drawn -> assertThat(drawn.size()).isBetween(890, 1_110));
        assertThat(byShape.get(Shape.GENES_3).stream().distinct().count()).isBetween(720L, 860L);
        assertThat(byShape.get(Shape.GENES_7).stream().distinct().count())
                .isGreaterThan(byShape.get(Shape.GENES_7).size() - 3L);
        for (int distance = 1; distance <= 4; distance++) {
            assertThat(repeatsOfTheFirstLeaf(history, distance)).isBetween(120L, 270L);
        }
    }

    /** How often the first leaf is a gene's index equal to that of a candidate so many places before; 3,000 / 17 = 176. */
    private static long repeatsOfTheFirstLeaf(PlayedHistory history, int distance) {
        List<Proposal> proposed = history.proposed();
        return IntStream.range(distance, proposed.size())
                .filter(i -> proposed.get(i)
                        .chromosome()
                        .unaries()
                        .get(0)
                        .equals(proposed.get(i - distance)
                                .chromosome()
                                .unaries()
                                .get(0)))
                .count();
    }

    private static List<String> codes(PlayedHistory history) {
        return history.proposed().stream()
                .map(proposal -> proposal.chromosome().code())
                .toList();
    }
}
