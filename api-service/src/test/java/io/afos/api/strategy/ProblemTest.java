package io.afos.api.strategy;

import io.afos.api.strategy.StrategySettings.Afos;
import io.afos.api.strategy.StrategySettings.Asha;
import io.afos.api.strategy.StrategySettings.Evolution;
import io.afos.api.strategy.StrategySettings.Exhaustive;
import io.afos.api.strategy.StrategySettings.Random;
import io.afos.api.strategy.StrategySettings.Surrogate;
import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.history.Proposal;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.Expression;
import io.afos.model.expression.Mirror;
import io.afos.model.space.Chromosome;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where strategies start, and what counts as the same. */
class ProblemTest {

    private static final SearchSpace SPACE = Preset.AFOS.space();
    private static final SearchSpace SMALL = new SearchSpace(SPACE.unaries(), SPACE.binaries(), List.of(Shape.GENES_3));
    private static final List<Chromosome> START = Stream.of(
                    "mul|x,sigmoid", "mul_erf|x,exp", "max_relu|x,x", "max|tanh,x")
            .map(Chromosome::ofCode)
            .toList();

    static Stream<StrategySettings> strategies() {
        return Stream.of(
                new Afos(6, 4, 2, 0.8, 1),
                new Random(30),
                new Evolution(30, 3, 2, 0.5, 2),
                new Surrogate(30, 2, 2, 2),
                new Asha(3, List.of(1), new Evolution(30, 10, 3, 0.5, 8)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theFunctionsToStartFromComeFirstAndTheNumberOfCandidatesStays(StrategySettings settings) {
        Course course = Course.run(settings.on(new Problem(SPACE, START, false), 1), Course::arbitraryFitness);
        List<Proposal> fresh = course.proposed().stream()
                .filter(proposal -> proposal.operator() != Operator.PROMOTION)
                .toList();

        assertThat(fresh.subList(0, 4)).extracting(Proposal::chromosome).isEqualTo(START);
        assertThat(fresh.subList(0, 4)).allMatch(proposal -> proposal.operator() == Operator.START);
        assertThat(fresh.subList(4, fresh.size())).noneMatch(proposal -> proposal.operator() == Operator.START);
        assertThat(course.proposals()).isEqualTo(settings instanceof Afos ? 24 : 30);
    }

    @Test
    void whatIsDrawnDoesNotDependOnWhatIsGiven() {
        var settings = new Random(30);
        Course plain = Course.run(settings.on(Problem.of(SPACE), 7), Course::arbitraryFitness);
        Course warm = Course.run(settings.on(new Problem(SPACE, START, false), 7), Course::arbitraryFitness);

        assertThat(warm.proposed().subList(4, 30)).isEqualTo(plain.proposed().subList(4, 30));
    }

    @ParameterizedTest
    @MethodSource("newOnly")
    void aFunctionAndItsMirrorImageAreNotBothProposed(StrategySettings settings) {
        var problem = new Problem(SMALL, List.of(), true);
        Course course = Course.run(settings.on(problem, 3), problem, Course::arbitraryFitness);

        assertThat(course.proposed())
                .extracting(proposal -> Fingerprint.of(problem.function(proposal.chromosome())))
                .doesNotHaveDuplicates();
    }

    static Stream<StrategySettings> newOnly() {
        return Stream.of(new Evolution(300, 20, 5, 0.5, 4), new Surrogate(80, 10, 4, 8));
    }

    @Test
    void ofAFunctionAndItsMirrorImageInTheSpaceOneIsLeft() {
        var problem = new Problem(SMALL, List.of(), true);
        Course course = Course.run(new Exhaustive().on(problem, 1), problem, Course::arbitraryFitness);
        List<Expression> usable = course.proposed().stream()
                .map(Proposal::chromosome)
                .filter(Course::isUsable)
                .map(Chromosome::expression)
                .toList();
        Set<Fingerprint> functions = usable.stream().map(Fingerprint::of).collect(Collectors.toSet());
        Set<Fingerprint> withPartner = usable.stream()
                .map(Mirror::of)
                .map(Fingerprint::of)
                .filter(functions::contains)
                .collect(Collectors.toSet());
        long even = usable.stream()
                .filter(function -> Fingerprint.of(function).equals(Fingerprint.of(Mirror.of(function))))
                .map(Fingerprint::of)
                .distinct()
                .count();

        assertThat(functions).hasSize(855);
        assertThat(course.proposed().stream()
                        .map(Proposal::chromosome)
                        .filter(Course::isUsable)
                        .map(problem::function)
                        .map(Fingerprint::of)
                        .distinct())
                .hasSize((int) (855 - (withPartner.size() - even) / 2));
    }
}
