package io.afos.api.strategy.laboratory;

import io.afos.api.strategy.AfosStrategy;
import io.afos.api.strategy.AshaStrategy;
import io.afos.api.strategy.EvolutionStrategy;
import io.afos.api.strategy.ExhaustiveStrategy;
import io.afos.api.strategy.Strategy;
import io.afos.api.strategy.history.PlayedHistory;
import io.afos.api.strategy.history.Problem;
import io.afos.api.strategy.laboratory.Simulation.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SimulationTest {

    private static final TabularEvaluator TABLE = Tables.synthetic();
    private static final Strategy EXHAUSTIVE = new ExhaustiveStrategy();

    @Test
    void exhaustiveSearchTrainsEachFunctionOfTheTableOnceAndEndsWithTheBest() {
        var run = Simulation.run(
                EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 2, Setting.of(4, true, 0, Long.MAX_VALUE));

        assertThat(run.functions()).isEqualTo(TABLE.entries().size());
        assertThat(run.epochs()).isEqualTo((long) TABLE.entries().size() * TABLE.epochs());
        assertThat(run.candidates()).isEqualTo(2_023);
        double best = TABLE.entries().stream()
                .mapToDouble(entry -> TABLE.train(PlayedHistory.fingerprint(entry.chromosome()), 2, TABLE.epochs())
                        .fitness())
                .max()
                .orElseThrow();
        assertThat(run.improvements())
                .last()
                .extracting(Simulation.Improvement::fitness)
                .isEqualTo(best);
    }

    @Test
    void withoutMemoryEveryCandidateIsTrainedAndOneThatCannotBeUsedTakesAnEpoch() {
        var run = Simulation.run(
                EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 1, Setting.of(4, false, 0, Long.MAX_VALUE));

        long usable = Tables.SPACE.shapes().stream()
                .flatMap(Tables.SPACE::all)
                .filter(PlayedHistory::isUsable)
                .count();
        assertThat(run.epochs()).isEqualTo(usable * TABLE.epochs() + (2_023 - usable));
    }

    @Test
    void whatIsScreenedOutTakesAnEpoch() {
        double threshold = 0.3;
        long weak = TABLE.entries().stream()
                .filter(entry -> TABLE.accuracy(PlayedHistory.fingerprint(entry.chromosome()), 1, 1) < threshold)
                .count();

        var run = Simulation.run(
                EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 1, Setting.of(4, true, threshold, Long.MAX_VALUE));

        assertThat(weak).isPositive();
        assertThat(run.epochs()).isEqualTo(weak + (TABLE.entries().size() - weak) * TABLE.epochs());
    }

    @Test
    void aSearchEndsWithItsBudget() {
        var run = Simulation.run(EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 1, Setting.of(1, true, 0, 90));

        assertThat(run.epochs()).isEqualTo(90);
        assertThat(run.functions()).isEqualTo(10);
    }

    @Test
    void aSearchEndsWithABestFunctionThatIsItsGoal() {
        Setting unlimited = Setting.of(1, true, 0, Long.MAX_VALUE);
        var whole = Simulation.run(EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 1, unlimited);
        var third = whole.improvements().get(2);

        var run = Simulation.run(
                EXHAUSTIVE.on(Problem.of(Tables.SPACE), 1), TABLE, 1, unlimited.until(third.fingerprint()::equals));

        assertThat(run.improvements()).isEqualTo(whole.improvements().subList(0, 3));
        assertThat(run.epochs()).isEqualTo(third.epochs());
    }

    @Test
    void trainingAnewCostsTheEpochsOfTheRungsBelow() {
        var asha = new AshaStrategy(3, 1, new EvolutionStrategy(90, 20, 5, 0.5, 1), List.of(1, 3));
        Setting anew = Setting.of(1, true, 0, Long.MAX_VALUE);

        var first = Simulation.run(asha.on(Problem.of(Tables.SPACE), 1), TABLE, 1, anew);
        var second = Simulation.run(asha.on(Problem.of(Tables.SPACE), 1), TABLE, 1, anew.resuming());

        assertThat(second.candidates()).isEqualTo(first.candidates());
        int promotions = first.candidates() - 90;
        assertThat(first.epochs() - second.epochs()).isBetween((long) promotions, 3L * promotions);
    }

    @Test
    void oneWorkerIsAlwaysBusyAndManyWaitForEachOtherInGenerations() {
        var afos = new AfosStrategy(30, 8, 6, 0.8, 1.0);
        var evolution = new EvolutionStrategy(240, 30, 5, 0.5, 8);
        Setting eight = Setting.of(8, false, 0, Long.MAX_VALUE)
                .timed(fingerprint -> 1 + Math.floorMod(fingerprint.hashCode(), 10));

        assertThat(Simulation.run(
                                afos.on(Problem.of(Tables.SPACE), 1), TABLE, 1, Setting.of(1, true, 0, Long.MAX_VALUE))
                        .overall())
                .isEqualTo(1, within(1e-9));
        assertThat(Simulation.run(evolution.on(Problem.of(Tables.SPACE), 1), TABLE, 1, eight)
                        .utilisation())
                .isEqualTo(1, within(1e-9));
        assertThat(Simulation.run(afos.on(Problem.of(Tables.SPACE), 1), TABLE, 1, eight)
                        .utilisation())
                .isLessThan(0.95);
    }
}
