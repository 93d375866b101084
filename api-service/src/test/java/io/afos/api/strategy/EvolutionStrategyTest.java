package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Identity;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.MemoryHistory;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import io.afos.api.strategy.laboratory.Simulation;
import io.afos.api.strategy.laboratory.Tables;
import io.afos.api.strategy.laboratory.TabularEvaluator;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvolutionStrategyTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();
    private static final SearchSpace SMALL =
            new SearchSpace(SPACE.unaries().subList(0, 3), SPACE.binaries().subList(0, 2), List.of(Shape.GENES_3));

    @Test
    void noFunctionIsProposedTwiceAndNoneThatCannotBeUsed() {
        PlayedHistory course = PlayedHistory.run(
                evolution(600, 50, 10, 0.3, 8).on(Problem.of(SPACE), 1), PlayedHistory::arbitraryFitness);

        assertThat(course.proposed()).hasSize(600);
        assertThat(course.proposed())
                .extracting(proposal -> PlayedHistory.fingerprint(proposal.chromosome()))
                .doesNotHaveDuplicates();
        assertThat(course.proposed()).allMatch(proposal -> PlayedHistory.isUsable(proposal.chromosome()));
    }

    @Test
    void theFirstPopulationIsRandomAndTheRestAreChildrenOfTheLatestMembers() {
        PlayedHistory course = PlayedHistory.run(
                evolution(300, 40, 10, 0.5, 1).on(Problem.of(SPACE), 2), PlayedHistory::arbitraryFitness);

        assertThat(course.proposed().subList(0, 40))
                .allMatch(proposal -> proposal.operator() == Operator.RANDOM
                        && proposal.parents().isEmpty());
        for (int ordinal = 40; ordinal < 300; ordinal++) {
            Proposal child = course.proposed().get(ordinal);
            assertThat(child.operator()).isIn(Operator.MUTATION, Operator.CROSSOVER);
            int oldest = ordinal - 40;
            int self = ordinal;
            assertThat(child.parents())
                    .hasSize(child.operator() == Operator.MUTATION ? 1 : 2)
                    .allMatch(parent -> parent >= oldest && parent < self);
        }
        Map<Operator, Long> operators = course.proposed().subList(40, 300).stream()
                .collect(Collectors.groupingBy(Proposal::operator, Collectors.counting()));
        assertThat(operators.get(Operator.CROSSOVER)).isBetween(70L, 190L);
    }

    @Test
    void theParentIsTheBestOfASampleAsLargeAsThePopulation() {
        PlayedHistory course = PlayedHistory.run(
                evolution(200, 20, 500, 0, 1).on(Problem.of(SPACE), 3), PlayedHistory::arbitraryFitness);

        for (int ordinal = 20; ordinal < 200; ordinal++) {
            int now = ordinal;
            int best = course.members().stream()
                    .filter(member -> member.ordinal() < now && member.ordinal() >= now - 20)
                    .min(Member.BEST_FIRST)
                    .orElseThrow()
                    .ordinal();
            assertThat(course.proposed().get(ordinal).parents()).containsExactly(best);
        }
    }

    @Test
    void eachScoreGivesRoomForOneMore() {
        Proposer strategy = evolution(30, 5, 3, 0.5, 4).on(Problem.of(SPACE), 4);
        var course = new PlayedHistory();
        course.add((Decision.Propose) strategy.next(course));
        assertThat(course.open()).isEqualTo(4);
        for (int ordinal : new int[] {2, 0, 4, 1, 5, 3}) {
            assertThat(strategy.next(course)).isEqualTo(new Decision.Wait());
            course.score(ordinal, PlayedHistory::arbitraryFitness);
            var next = (Decision.Propose) strategy.next(course);
            assertThat(next.proposals()).hasSize(1);
            course.add(next);
        }
    }

    @Test
    void theSameSeedAndTheSameOrderOfScoresGiveTheSameSearch() {
        var settings = evolution(120, 20, 5, 0.5, 6);

        List<Proposal> once = disorderly(settings.on(Problem.of(SPACE), 5));

        assertThat(disorderly(settings.on(Problem.of(SPACE), 5))).isEqualTo(once);
        assertThat(disorderly(settings.on(Problem.of(SPACE), 6))).isNotEqualTo(once);
    }

    @Test
    void aSpaceThatIsUsedUpEndsTheSearch() {
        PlayedHistory course = PlayedHistory.run(
                evolution(1_000, 5, 3, 0.5, 4).on(Problem.of(SMALL), 7), PlayedHistory::arbitraryFitness);

        assertThat(course.proposed())
                .extracting(proposal -> PlayedHistory.fingerprint(proposal.chromosome()))
                .containsExactlyInAnyOrderElementsOf(SMALL.all(Shape.GENES_3)
                        .filter(PlayedHistory::isUsable)
                        .map(PlayedHistory::fingerprint)
                        .distinct()
                        .toList());
    }

    @Test
    void whereNothingNewIsFoundADecisionDoesNotLookForMore() {
        var looks = new AtomicInteger();
        var history = new MemoryHistory(9, chromosome -> Identity.of(chromosome.expression())) {
            @Override
            public Set<String> known(Set<String> fingerprints) {
                looks.incrementAndGet();
                return super.known(fingerprints);
            }
        };

        Decision decision =
                evolution(1_000, 5, 3, 0.5, 1_000).on(Problem.of(SMALL), 1).next(history);

        assertThat(((Decision.Propose) decision).proposals()).hasSizeLessThan(20);
        assertThat(looks.get()).isLessThan(200);
    }

    @Test
    void itFindsTheBestOfASpaceInFewerTrainingsThanRandomDraws() {
        var table = Tables.synthetic();
        SearchSpace space = Tables.SPACE;
        int evolved = 0;
        int drawn = 0;
        for (long seed = 1; seed <= 20; seed++) {
            evolved += trainingsToTop(table, evolution(400, 40, 15, 0.2, 4).on(Problem.of(space), seed));
            drawn += trainingsToTop(table, new RandomStrategy(2_000).on(Problem.of(space), seed));
        }

        assertThat(evolved).isLessThan(drawn);
    }

    private static int trainingsToTop(TabularEvaluator table, Proposer strategy) {
        double top = table.top(0.01);
        return Simulation.run(strategy, table, 1, Simulation.Setting.of(4, true, 0, Long.MAX_VALUE))
                .improvements()
                .stream()
                .filter(improvement -> table.meanFitness(improvement.fingerprint()) >= top)
                .mapToInt(improvement -> (int) improvement.epochs() / table.epochs())
                .findFirst()
                .orElse(table.entries().size());
    }

    /** Scores arrive in another order than that of the proposals. */
    private static List<Proposal> disorderly(Proposer strategy) {
        var course = new PlayedHistory();
        while (true) {
            Decision decision = strategy.next(course);
            if (decision instanceof Decision.Propose propose) {
                course.add(propose);
            } else if (decision instanceof Decision.Finish) {
                return course.proposed();
            }
            List<Member> waiting = course.waiting();
            if (!waiting.isEmpty()) {
                Member next = waiting.get(course.proposals() * 7 % waiting.size());
                course.score(next.ordinal(), PlayedHistory.arbitraryFitness(next.chromosome()));
            }
        }
    }

    private static EvolutionStrategy evolution(
            int candidates, int population, int sample, double crossoverProbability, int concurrency) {
        return new EvolutionStrategy(candidates, population, sample, crossoverProbability, concurrency);
    }
}
