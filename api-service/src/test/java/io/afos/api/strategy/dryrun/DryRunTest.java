package io.afos.api.strategy.dryrun;

import io.afos.api.strategy.AfosStrategy;
import io.afos.api.strategy.AshaStrategy;
import io.afos.api.strategy.EvolutionStrategy;
import io.afos.api.strategy.ExhaustiveStrategy;
import io.afos.api.strategy.RandomStrategy;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.SurrogateStrategy;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.model.space.Preset;
import io.afos.model.space.SearchSpace;
import io.afos.model.space.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DryRunTest {

    private static final int FULL = 15;
    private static final SearchSpace AFOS = Preset.AFOS.space();
    private static final Problem ALL = Problem.of(AFOS);
    private static final Problem THREE_GENES = Problem.of(of(Shape.ofGenes(3)));

    private static SearchSpace of(Shape shape) {
        return new SearchSpace(AFOS.unaries(), AFOS.binaries(), List.of(shape));
    }

    private static DryRun dryRun(Strategy strategy, Problem problem) {
        return DryRun.of(strategy, problem, 1, FULL);
    }

    @Test
    void anExhaustiveSearchTrainsEachOfThe855FunctionsOfThreeGenesOnce() {
        DryRun dryRun = dryRun(new ExhaustiveStrategy(), THREE_GENES);

        assertThat(dryRun.isComplete()).isTrue();
        assertThat(dryRun.trainings()).hasSize(855).doesNotHaveDuplicates();
        assertThat(dryRun.expected(FULL)).isEqualTo(855);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePapersSearchTrainsAboutHalfOfItsProposals(long seed) {
        DryRun dryRun = DryRun.of(new AfosStrategy(30, 50, 6, 0.8, 1.0), ALL, seed, FULL);

        assertThat(dryRun.proposals()).isEqualTo(1_500);
        assertThat(dryRun.expected(FULL)).isBetween(0.42 * 1_500, 0.53 * 1_500);
    }

    @Test
    void evolutionAndSurrogateTrainEachCandidate() {
        assertThat(dryRun(new EvolutionStrategy(300, 50, 10, 0.2, 16), ALL).expected(FULL))
                .isEqualTo(300);
        assertThat(dryRun(new SurrogateStrategy(300, 16, 4, 16), ALL).expected(FULL))
                .isEqualTo(300);
    }

    @Test
    void aSurrogatesFirstFunctionsAreThoseOfTheSearch() {
        var settings = new SurrogateStrategy(60, 16, 4, 16);

        List<String> first = PlayedHistory.run(settings.on(ALL, 1), PlayedHistory::arbitraryFitness).members().stream()
                .map(Member::fingerprint)
                .limit(16)
                .toList();

        assertThat(dryRun(settings, ALL).trainings())
                .extracting(DryRun.Training::fingerprint)
                .startsWith(first.toArray(String[]::new));
    }

    @Test
    void functionsOnRungsAreTrainedForTheEpochsOfTheirRung() {
        DryRun dryRun = dryRun(new AshaStrategy(3, 1, new EvolutionStrategy(270, 50, 10, 0.2, 8), List.of(1, 3)), ALL);

        assertThat(dryRun.expected(1)).isEqualTo(270);
        assertThat(dryRun.expected(3)).isBetween(90.0, 110.0);
        assertThat(dryRun.expected(FULL)).isBetween(30.0, 42.0);
        assertThat(dryRun.trainings()).doesNotHaveDuplicates();
    }

    @Test
    void mirrorImagesCountOnceWhereTheyAreTakenForOne() {
        var mirrored = new Problem(THREE_GENES.space(), List.of(), true);

        assertThat(dryRun(new ExhaustiveStrategy(), mirrored).expected(FULL)).isBetween(855 / 2.0, 854.0);
    }

    /** Evolution does not come to the last few, one in a hundred, by chance. */
    @Test
    void aSpaceThatIsUsedUpEndsTheSearch() {
        DryRun dryRun = dryRun(new EvolutionStrategy(100_000, 100, 10, 0.2, 16), THREE_GENES);

        assertThat(dryRun.expected(FULL)).isEqualTo(855, within(9.0));
    }

    @Test
    void aLongSearchIsRehearsedInPartAndGoesOnAsItsSecondHalf() {
        DryRun dryRun = dryRun(new RandomStrategy(100_000), ALL);

        assertThat(dryRun.isComplete()).isFalse();
        assertThat(dryRun.proposals()).isBetween(DryRun.MAX_PROPOSALS, DryRun.MAX_PROPOSALS + 64);
        double sofar = dryRun.trainings().size();
        assertThat(dryRun.expected(FULL)).isGreaterThan(3 * sofar).isLessThan(sofar * 100_000 / dryRun.proposals());
    }

    @Test
    void whatIsPartlyRehearsedThoughEachCandidateIsTrainedIsExpectedInFull() {
        assertThat(dryRun(new SurrogateStrategy(100_000, 16, 64, 64), ALL).expected(FULL))
                .isEqualTo(100_000);
        assertThat(dryRun(new EvolutionStrategy(100_000, 1_000, 1_000, 1.0, 1_000), ALL)
                        .expected(FULL))
                .isEqualTo(100_000);
    }

    @Test
    void theSameSearchHasTheSameDryRun() {
        var settings = new AshaStrategy(2, 1, new EvolutionStrategy(1_000, 2, 1, 0.2, 1), List.of(1, 2, 4, 8));

        assertThat(dryRun(settings, ALL).trainings())
                .isEqualTo(dryRun(settings, ALL).trainings());
    }
}
