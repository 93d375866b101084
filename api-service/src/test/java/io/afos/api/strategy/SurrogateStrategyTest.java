package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.api.strategy.laboratory.Tables;
import io.afos.api.strategy.laboratory.TabularEvaluator;
import io.afos.api.strategy.model.Features;
import io.afos.api.strategy.model.SignalPropagation;
import io.afos.api.strategy.model.Targets;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SurrogateStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();

    @Test
    void theFirstCandidatesAreRandomAndNoFunctionComesTwice() {
        PlayedHistory history =
                PlayedHistory.run(surrogate(60, 20, 4, 8).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        assertThat(history.proposed()).hasSize(60);
        assertThat(history.proposed().subList(0, 20))
                .allMatch(proposal -> proposal.operator() == Operator.RANDOM && proposal.generation() == 0);
        assertThat(history.proposed())
                .extracting(proposal -> PlayedHistory.fingerprint(proposal.chromosome()))
                .doesNotHaveDuplicates();
        assertThat(history.proposed()).allMatch(proposal -> PlayedHistory.isUsable(proposal.chromosome()));
    }

    @Test
    void itBeginsNearTheEdgeOfChaos() {
        PlayedHistory history =
                PlayedHistory.run(surrogate(40, 40, 4, 4).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);
        PlayedHistory random =
                PlayedHistory.run(new RandomStrategy(40).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        assertThat(meanDistanceFromEdge(history)).isLessThan(meanDistanceFromEdge(random) / 4);
    }

    @Test
    void aBatchIsProposedWheneverThereIsRoomForIt() {
        Proposer strategy = surrogate(50, 6, 3, 8).on(Problem.of(SPACE), 2);
        var history = new PlayedHistory();
        history.add((Decision.Propose) strategy.next(history));
        assertThat(history.open()).isEqualTo(8);
        for (int ordinal = 0; ordinal < 12; ordinal++) {
            assertThat(strategy.next(history)).isEqualTo(new Decision.Wait());
            history.score(ordinal, PlayedHistory::arbitraryFitness);
            if (ordinal % 3 == 2) {
                var batch = (Decision.Propose) strategy.next(history);
                assertThat(batch.proposals()).hasSize(3);
                history.add(batch);
            }
        }
    }

    @Test
    void theLastCandidatesAreFewerThanABatch() {
        PlayedHistory history =
                PlayedHistory.run(surrogate(21, 6, 5, 5).on(Problem.of(SPACE), 3), PlayedHistory::arbitraryFitness);

        assertThat(history.proposed()).hasSize(21);
    }

    @Test
    void theSameSeedAndScoresGiveTheSameSearch() {
        var settings = surrogate(48, 12, 4, 4);

        List<Proposal> once = PlayedHistory.run(settings.on(Problem.of(SPACE), 4), PlayedHistory::arbitraryFitness)
                .proposed();

        assertThat(PlayedHistory.run(settings.on(Problem.of(SPACE), 4), PlayedHistory::arbitraryFitness)
                        .proposed())
                .isEqualTo(once);
        assertThat(PlayedHistory.run(settings.on(Problem.of(SPACE), 5), PlayedHistory::arbitraryFitness)
                        .proposed())
                .isNotEqualTo(once);
    }

    @Test
    void aSpaceThatIsUsedUpEndsTheSearch() {
        var small =
                new SearchSpace(SPACE.unaries().subList(0, 3), SPACE.binaries().subList(0, 2), List.of(Shape.GENES_3));

        PlayedHistory history =
                PlayedHistory.run(surrogate(500, 4, 2, 2).on(Problem.of(small), 6), PlayedHistory::arbitraryFitness);

        assertThat(history.proposed())
                .extracting(proposal -> PlayedHistory.fingerprint(proposal.chromosome()))
                .containsExactlyInAnyOrderElementsOf(small.all(Shape.GENES_3)
                        .filter(PlayedHistory::isUsable)
                        .map(PlayedHistory::fingerprint)
                        .distinct()
                        .toList());
    }

    @Test
    void whatItLearntMakesItsProposalsBetterThanRandomOnes() {
        TabularEvaluator table = Tables.synthetic();
        ToDoubleFunction<Chromosome> fitness = chromosome -> PlayedHistory.isUsable(chromosome)
                ? table.train(PlayedHistory.fingerprint(chromosome), 1, PlayedHistory.FULL)
                        .fitness()
                : 0;

        PlayedHistory history = PlayedHistory.run(surrogate(60, 20, 4, 4).on(Problem.of(Tables.SPACE), 7), fitness);
        PlayedHistory random = PlayedHistory.run(new RandomStrategy(60).on(Problem.of(Tables.SPACE), 7), fitness);

        assertThat(mean(history.members().subList(20, 60))).isGreaterThan(mean(random.members()) + 0.1);
    }

    @Test
    void fitnessIsLearntAsItIsUnlessTrainingsWereOfDifferentLength() {
        Chromosome any = Tables.SPACE.at(0);
        List<Member> equal = List.of(new Member(0, any, "a", 9, 0.5), new Member(1, any, "b", 9, 0.25));
        List<Member> different = List.of(
                new Member(0, any, "a", 1, 0.5), new Member(1, any, "b", 9, 0.25), new Member(2, any, "c", 1, 0.1));

        assertThat(Targets.of(equal)).containsExactly(0.5, 0.25);
        // The standard normal quantiles of 1/2, 5/6 and 1/6.
        assertThat(Targets.of(different))
                .containsExactly(new double[] {0, 0.967421566101701, -0.967421566101701}, within(1e-12));
    }

    @Test
    void featuresAreValuesAndDerivativesOnALogarithmicScale() {
        double[] identity = Features.of(Chromosome.ofCode("max|x,x").expression());

        assertThat(identity).hasSize(48);
        // asinh of the standard normal quantile of 1/48; asinh(1).
        assertThat(identity[0]).isEqualTo(-1.4599878827370782, within(1e-12));
        assertThat(identity[23]).isEqualTo(-identity[0], within(1e-12));
        assertThat(Arrays.stream(identity, 24, 48)).allMatch(value -> Math.abs(value - 0.881373587019543) < 1e-12);
    }

    @Test
    void featuresOfAllUsableFunctionsAreFinite() {
        assertThat(Tables.SPACE.all(Shape.GENES_3).filter(PlayedHistory::isUsable))
                .allSatisfy(chromosome -> assertThat(Arrays.stream(Features.of(chromosome.expression())))
                        .allMatch(value -> Math.abs(value) <= 50));
    }

    private static double meanDistanceFromEdge(PlayedHistory history) {
        return history.proposed().stream()
                .filter(proposal -> PlayedHistory.isUsable(proposal.chromosome()))
                .mapToDouble(proposal ->
                        SignalPropagation.distanceFromEdge(proposal.chromosome().expression()))
                .average()
                .orElseThrow();
    }

    private static double mean(List<Member> members) {
        return members.stream().mapToDouble(Member::score).average().orElseThrow();
    }

    private static SurrogateStrategy surrogate(int candidates, int initial, int batch, int concurrency) {
        return new SurrogateStrategy(candidates, initial, batch, concurrency);
    }
}
