package io.afos.api.strategy.dryrun;

import io.afos.api.strategy.StrategySettings;
import io.afos.api.strategy.StrategySettings.Afos;
import io.afos.api.strategy.StrategySettings.Asha;
import io.afos.api.strategy.StrategySettings.Evolution;
import io.afos.api.strategy.StrategySettings.Exhaustive;
import io.afos.api.strategy.StrategySettings.Random;
import io.afos.api.strategy.StrategySettings.Surrogate;
import io.afos.api.strategy.history.Course;
import io.afos.api.strategy.history.Member;
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

class RehearsalTest {

    private static final int FULL = 15;
    private static final SearchSpace AFOS = Preset.AFOS.space();
    private static final Problem ALL = Problem.of(AFOS);
    private static final Problem THREE_GENES = Problem.of(of(Shape.ofGenes(3)));

    private static SearchSpace of(Shape shape) {
        return new SearchSpace(AFOS.unaries(), AFOS.binaries(), List.of(shape));
    }

    private static Rehearsal rehearsal(StrategySettings strategy, Problem problem) {
        return Rehearsal.of(strategy, problem, 1, FULL);
    }

    @Test
    void anExhaustiveSearchTrainsEachOfThe855FunctionsOfThreeGenesOnce() {
        Rehearsal rehearsal = rehearsal(new Exhaustive(), THREE_GENES);

        assertThat(rehearsal.isComplete()).isTrue();
        assertThat(rehearsal.trainings()).hasSize(855).doesNotHaveDuplicates();
        assertThat(rehearsal.expected(FULL)).isEqualTo(855);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePapersSearchTrainsAboutHalfOfItsProposals(long seed) {
        Rehearsal rehearsal = Rehearsal.of(new Afos(30, 50, 6, 0.8, 1), ALL, seed, FULL);

        assertThat(rehearsal.proposals()).isEqualTo(1_500);
        assertThat(rehearsal.expected(FULL)).isBetween(0.42 * 1_500, 0.53 * 1_500);
    }

    @Test
    void evolutionAndSurrogateTrainEachCandidate() {
        assertThat(rehearsal(new Evolution(300, 50, 10, 0.2, 16), ALL).expected(FULL))
                .isEqualTo(300);
        assertThat(rehearsal(new Surrogate(300, 16, 4, 16), ALL).expected(FULL)).isEqualTo(300);
    }

    @Test
    void aSurrogatesFirstFunctionsAreThoseOfTheSearch() {
        var settings = new Surrogate(60, 16, 4, 16);

        List<String> first = Course.run(settings.on(ALL, 1), Course::arbitraryFitness).members().stream()
                .map(Member::fingerprint)
                .limit(16)
                .toList();

        assertThat(rehearsal(settings, ALL).trainings())
                .extracting(Rehearsal.Training::fingerprint)
                .startsWith(first.toArray(String[]::new));
    }

    @Test
    void functionsOnRungsAreTrainedForTheEpochsOfTheirRung() {
        Rehearsal rehearsal = rehearsal(new Asha(3, List.of(1, 3), new Evolution(270, 50, 10, 0.2, 8)), ALL);

        assertThat(rehearsal.expected(1)).isEqualTo(270);
        assertThat(rehearsal.expected(3)).isBetween(90.0, 110.0);
        assertThat(rehearsal.expected(FULL)).isBetween(30.0, 42.0);
        assertThat(rehearsal.trainings()).doesNotHaveDuplicates();
    }

    @Test
    void mirrorImagesCountOnceWhereTheyAreTakenForOne() {
        var mirrored = new Problem(THREE_GENES.space(), List.of(), true);

        assertThat(rehearsal(new Exhaustive(), mirrored).expected(FULL)).isBetween(855 / 2.0, 854.0);
    }

    @Test
    void aSpaceThatIsUsedUpEndsTheSearch() {
        Rehearsal rehearsal = rehearsal(new Evolution(100_000, 100, 10, 0.2, 16), THREE_GENES);

        assertThat(rehearsal.expected(FULL)).isEqualTo(855, within(2.0));
    }

    @Test
    void aLongSearchIsRehearsedInPartAndGoesOnAsItsSecondHalf() {
        Rehearsal rehearsal = rehearsal(new Random(100_000), ALL);

        assertThat(rehearsal.isComplete()).isFalse();
        assertThat(rehearsal.proposals()).isBetween(Rehearsal.MAX_PROPOSALS, Rehearsal.MAX_PROPOSALS + 64);
        double sofar = rehearsal.trainings().size();
        assertThat(rehearsal.expected(FULL))
                .isGreaterThan(3 * sofar)
                .isLessThan(sofar * 100_000 / rehearsal.proposals());
    }

    @Test
    void whatIsPartlyRehearsedThoughEachCandidateIsTrainedIsExpectedInFull() {
        assertThat(rehearsal(new Surrogate(100_000, 16, 64, 64), ALL).expected(FULL))
                .isEqualTo(100_000);
        assertThat(rehearsal(new Evolution(100_000, 1_000, 1_000, 1, 1_000), ALL)
                        .expected(FULL))
                .isEqualTo(100_000);
    }

    @Test
    void theSameSearchHasTheSameRehearsal() {
        var settings = new Asha(2, List.of(1, 2, 4, 8), new Evolution(100_000, 2, 1, 0.2, 1));

        assertThat(rehearsal(settings, ALL).trainings())
                .isEqualTo(rehearsal(settings, ALL).trainings());
    }
}
