package io.afos.api.strategy;

import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.PlayedHistory;
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

    static Stream<Strategy> strategies() {
        return Stream.of(
                new AfosStrategy(6, 4, 2, 0.8, 1.0),
                new RandomStrategy(30),
                new EvolutionStrategy(30, 3, 2, 0.5, 2),
                new SurrogateStrategy(30, 2, 2, 2),
                new AshaStrategy(3, 1, new EvolutionStrategy(30, 10, 3, 0.5, 8), List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theFunctionsToStartFromComeFirstAndTheNumberOfCandidatesStays(Strategy settings) {
        PlayedHistory history =
                PlayedHistory.run(settings.on(new Problem(SPACE, START, false), 1), PlayedHistory::arbitraryFitness);
        List<Proposal> fresh = history.proposed().stream()
                .filter(proposal -> proposal.operator() != Operator.PROMOTION)
                .toList();

        assertThat(fresh.subList(0, 4)).extracting(Proposal::chromosome).isEqualTo(START);
        assertThat(fresh.subList(0, 4)).allMatch(proposal -> proposal.operator() == Operator.START);
        assertThat(fresh.subList(4, fresh.size())).noneMatch(proposal -> proposal.operator() == Operator.START);
        assertThat(history.proposals()).isEqualTo(settings instanceof AfosStrategy ? 24 : 30);
    }

    @Test
    void whatIsDrawnDoesNotDependOnWhatIsGiven() {
        var settings = new RandomStrategy(30);
        PlayedHistory plain = PlayedHistory.run(settings.on(Problem.of(SPACE), 7), PlayedHistory::arbitraryFitness);
        PlayedHistory warm =
                PlayedHistory.run(settings.on(new Problem(SPACE, START, false), 7), PlayedHistory::arbitraryFitness);

        assertThat(warm.proposed().subList(4, 30)).isEqualTo(plain.proposed().subList(4, 30));
    }

    @ParameterizedTest
    @MethodSource("newOnly")
    void aFunctionAndItsMirrorImageAreNotBothProposed(Strategy settings) {
        var problem = new Problem(SMALL, List.of(), true);
        PlayedHistory history = PlayedHistory.run(settings.on(problem, 3), problem, PlayedHistory::arbitraryFitness);

        assertThat(history.proposed())
                .extracting(proposal -> Fingerprint.of(problem.function(proposal.chromosome())))
                .doesNotHaveDuplicates();
    }

    static Stream<Strategy> newOnly() {
        return Stream.of(new EvolutionStrategy(300, 20, 5, 0.5, 4), new SurrogateStrategy(80, 10, 4, 8));
    }

    @Test
    void ofAFunctionAndItsMirrorImageInTheSpaceOneIsLeft() {
        var problem = new Problem(SMALL, List.of(), true);
        PlayedHistory history =
                PlayedHistory.run(new ExhaustiveStrategy().on(problem, 1), problem, PlayedHistory::arbitraryFitness);
        List<Expression> usable = history.proposed().stream()
                .map(Proposal::chromosome)
                .filter(PlayedHistory::isUsable)
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
        assertThat(history.proposed().stream()
                        .map(Proposal::chromosome)
                        .filter(PlayedHistory::isUsable)
                        .map(problem::function)
                        .map(Fingerprint::of)
                        .distinct())
                .hasSize((int) (855 - (withPartner.size() - even) / 2));
    }
}
