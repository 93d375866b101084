package io.afos.api.strategy;

import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
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
        var strategy = new StrategySettings.Random(candidates).on(Problem.of(SPACE), 1);

        Course course = Course.run(strategy, Course::arbitraryFitness);

        assertThat(course.proposed()).hasSize(candidates).allSatisfy(proposal -> {
            assertThat(proposal.operator()).isEqualTo(Operator.RANDOM);
            assertThat(proposal.parents()).isEmpty();
            assertThat(proposal.generation()).isZero();
        });
        assertThat(strategy.next(course)).isEqualTo(new Decision.Finish());
    }

    @Test
    void aBoundedNumberIsOpenAndEachScoreGivesRoomForOneMore() {
        var strategy = new StrategySettings.Random(100).on(Problem.of(SPACE), 1);
        var course = new Course();
        course.add((Decision.Propose) strategy.next(course));
        assertThat(course.open()).isEqualTo(64);
        assertThat(strategy.next(course)).isEqualTo(new Decision.Wait());

        course.score(40, Course::arbitraryFitness);

        assertThat(strategy.next(course))
                .isInstanceOfSatisfying(
                        Decision.Propose.class,
                        propose -> assertThat(propose.proposals()).hasSize(1));
    }

    @Test
    void theSearchWaitsForTheLastScores() {
        var strategy = new StrategySettings.Random(3).on(Problem.of(SPACE), 1);
        var course = new Course();
        course.add((Decision.Propose) strategy.next(course));
        course.score(0, Course::arbitraryFitness);
        course.score(2, Course::arbitraryFitness);
        assertThat(strategy.next(course)).isEqualTo(new Decision.Wait());

        course.score(1, Course::arbitraryFitness);

        assertThat(strategy.next(course)).isEqualTo(new Decision.Finish());
    }

    @Test
    void theCandidatesDoNotDependOnTheOrderOfScores() {
        List<String> inOrder =
                codes(Course.run(new StrategySettings.Random(200).on(Problem.of(SPACE), 6), Course::arbitraryFitness));
        var random = new Random(1);
        for (int round = 0; round < 5; round++) {
            var course = new Course();
            var strategy = new StrategySettings.Random(200).on(Problem.of(SPACE), 6);
            while (!(strategy.next(course) instanceof Decision.Finish)) {
                if (strategy.next(course) instanceof Decision.Propose propose) {
                    course.add(propose);
                }
                List<Integer> open = course.generation(0).stream()
                        .filter(member -> member.fitness() == null)
                        .map(Member::ordinal)
                        .collect(Collectors.toList());
                Collections.shuffle(open, random);
                open.stream()
                        .limit(random.nextInt(1, 20))
                        .forEach(ordinal -> course.score(ordinal, Course::arbitraryFitness));
            }
            assertThat(codes(course)).isEqualTo(inOrder);
        }
    }

    /** A third has 3 genes, from 2,023 chromosomes: about 1,000 * 1,000 / 2 / 2,023 = 230 repetitions of 1,000. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 1L << 40})
    void candidatesAreIndependentAndShapesEquallyFrequent(long seed) {
        Course course =
                Course.run(new StrategySettings.Random(3_000).on(Problem.of(SPACE), seed), Course::arbitraryFitness);

        Map<Shape, List<Chromosome>> byShape =
                course.proposed().stream().map(Proposal::chromosome).collect(Collectors.groupingBy(Chromosome::shape));
        assertThat(byShape.values())
                .hasSize(3)
                .allSatisfy(drawn -> assertThat(drawn.size()).isBetween(890, 1_110));
        assertThat(byShape.get(Shape.GENES_3).stream().distinct().count()).isBetween(720L, 860L);
        assertThat(byShape.get(Shape.GENES_7).stream().distinct().count())
                .isGreaterThan(byShape.get(Shape.GENES_7).size() - 3L);
        for (int distance = 1; distance <= 4; distance++) {
            assertThat(repeatsOfTheFirstLeaf(course, distance)).isBetween(120L, 270L);
        }
    }

    /** How often the first leaf is a gene's index equal to that of a candidate so many places before; 3,000 / 17 = 176. */
    private static long repeatsOfTheFirstLeaf(Course course, int distance) {
        List<Proposal> proposed = course.proposed();
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

    private static List<String> codes(Course course) {
        return course.proposed().stream()
                .map(proposal -> proposal.chromosome().code())
                .toList();
    }
}
