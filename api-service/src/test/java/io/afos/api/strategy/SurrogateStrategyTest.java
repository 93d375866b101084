package io.afos.api.strategy;

import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.SearchStrategy;
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
        Course course = Course.run(surrogate(60, 20, 4, 8).on(Problem.of(SPACE), 1), Course::arbitraryFitness);

        assertThat(course.proposed()).hasSize(60);
        assertThat(course.proposed().subList(0, 20))
                .allMatch(proposal -> proposal.operator() == Operator.RANDOM && proposal.generation() == 0);
        assertThat(course.proposed())
                .extracting(proposal -> Course.fingerprint(proposal.chromosome()))
                .doesNotHaveDuplicates();
        assertThat(course.proposed()).allMatch(proposal -> Course.isUsable(proposal.chromosome()));
    }

    @Test
    void itBeginsNearTheEdgeOfChaos() {
        Course course = Course.run(surrogate(40, 40, 4, 4).on(Problem.of(SPACE), 1), Course::arbitraryFitness);
        Course random = Course.run(new StrategySettings.Random(40).on(Problem.of(SPACE), 1), Course::arbitraryFitness);

        assertThat(meanDistanceFromEdge(course)).isLessThan(meanDistanceFromEdge(random) / 4);
    }

    @Test
    void aBatchIsProposedWheneverThereIsRoomForIt() {
        SearchStrategy strategy = surrogate(50, 6, 3, 8).on(Problem.of(SPACE), 2);
        var course = new Course();
        course.add((Decision.Propose) strategy.next(course));
        assertThat(course.open()).isEqualTo(8);
        for (int ordinal = 0; ordinal < 12; ordinal++) {
            assertThat(strategy.next(course)).isEqualTo(new Decision.Wait());
            course.score(ordinal, Course::arbitraryFitness);
            if (ordinal % 3 == 2) {
                var batch = (Decision.Propose) strategy.next(course);
                assertThat(batch.proposals()).hasSize(3);
                course.add(batch);
            }
        }
    }

    @Test
    void theLastCandidatesAreFewerThanABatch() {
        Course course = Course.run(surrogate(21, 6, 5, 5).on(Problem.of(SPACE), 3), Course::arbitraryFitness);

        assertThat(course.proposed()).hasSize(21);
    }

    @Test
    void theSameSeedAndScoresGiveTheSameSearch() {
        var settings = surrogate(48, 12, 4, 4);

        List<Proposal> once = Course.run(settings.on(Problem.of(SPACE), 4), Course::arbitraryFitness)
                .proposed();

        assertThat(Course.run(settings.on(Problem.of(SPACE), 4), Course::arbitraryFitness)
                        .proposed())
                .isEqualTo(once);
        assertThat(Course.run(settings.on(Problem.of(SPACE), 5), Course::arbitraryFitness)
                        .proposed())
                .isNotEqualTo(once);
    }

    @Test
    void aSpaceThatIsUsedUpEndsTheSearch() {
        var small =
                new SearchSpace(SPACE.unaries().subList(0, 3), SPACE.binaries().subList(0, 2), List.of(Shape.GENES_3));

        Course course = Course.run(surrogate(500, 4, 2, 2).on(Problem.of(small), 6), Course::arbitraryFitness);

        assertThat(course.proposed())
                .extracting(proposal -> Course.fingerprint(proposal.chromosome()))
                .containsExactlyInAnyOrderElementsOf(small.all(Shape.GENES_3)
                        .filter(Course::isUsable)
                        .map(Course::fingerprint)
                        .distinct()
                        .toList());
    }

    @Test
    void whatItLearntMakesItsProposalsBetterThanRandomOnes() {
        TabularEvaluator table = Tables.synthetic();
        ToDoubleFunction<Chromosome> fitness = chromosome -> Course.isUsable(chromosome)
                ? table.train(Course.fingerprint(chromosome), 1, Course.FULL).fitness()
                : 0;

        Course course = Course.run(surrogate(60, 20, 4, 4).on(Problem.of(Tables.SPACE), 7), fitness);
        Course random = Course.run(new StrategySettings.Random(60).on(Problem.of(Tables.SPACE), 7), fitness);

        assertThat(mean(course.members().subList(20, 60))).isGreaterThan(mean(random.members()) + 0.1);
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
        assertThat(Tables.SPACE.all(Shape.GENES_3).filter(Course::isUsable))
                .allSatisfy(chromosome -> assertThat(Arrays.stream(Features.of(chromosome.expression())))
                        .allMatch(value -> Math.abs(value) <= 50));
    }

    private static double meanDistanceFromEdge(Course course) {
        return course.proposed().stream()
                .filter(proposal -> Course.isUsable(proposal.chromosome()))
                .mapToDouble(proposal ->
                        SignalPropagation.distanceFromEdge(proposal.chromosome().expression()))
                .average()
                .orElseThrow();
    }

    private static double mean(List<Member> members) {
        return members.stream().mapToDouble(Member::score).average().orElseThrow();
    }

    private static StrategySettings.Surrogate surrogate(int candidates, int initial, int batch, int concurrency) {
        return new StrategySettings.Surrogate(candidates, initial, batch, concurrency);
    }
}
