package io.afos.trainer.training;

import ai.djl.Device;
import io.afos.model.expression.ExpressionSyntaxException;
import io.afos.model.message.Outcome;
import io.afos.model.message.Outcome.Diverged;
import io.afos.model.message.Outcome.Trained;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.Screening;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Real trainings of small networks on real images. */
class TrainerTest {

    private static final Trainer TRAINER =
            new Trainer(new Datasets(new DataProperties(Path.of("absent"), false, 1L << 30)), Device.cpu());
    private static final String EELU = "x*erf(exp(x))";

    private final Recorder recorder = new Recorder();

    @Test
    void learnsToTellImagesApart() {
        Outcome outcome = TRAINER.train(EELU, recipe(1_500, 4, null, false), 7, recorder);

        assertThat(outcome).isInstanceOfSatisfying(Trained.class, trained -> {
            assertThat(trained.epochs()).isEqualTo(4);
            assertThat(trained.screenedOut()).isFalse();
            assertThat(trained.measurement().accuracy()).isGreaterThan(0.35); // chance is 0.1
            assertThat(trained.measurement().loss()).isLessThan(1.9); // chance is ln 10 = 2.30
            assertThat(trained.test()).isNull();
            assertThat(trained.measurement()).isEqualTo(recorder.epochs.get(3).validation());
            assertThat(trained.imagesPerSecond()).isPositive();
        });
        assertThat(recorder.epochs).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4);
        assertThat(recorder.epochs.get(3).trainLoss())
                .isLessThan(recorder.epochs.get(0).trainLoss());
        assertThat(recorder.totalSteps).isEqualTo(4 * 32); // 31 batches of 48 and one of 12
        assertThat(recorder.steps).isEqualTo(recorder.totalSteps);
    }

    @Test
    void givesBitEqualMetricsForTheSameSeedOnly() {
        List<EpochMetrics> first = epochs(EELU, 3);
        List<EpochMetrics> other = epochs(EELU, 4);
        List<EpochMetrics> again = epochs(EELU, 3);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void givesBitEqualMetricsForOtherWritingsOfAKnownFunction() {
        assertThat(epochs("max(0,x)", 3)).isEqualTo(epochs("max(x,0)", 3));
    }

    /** So a rung of successive halving is worth as much as the beginning of a full training. */
    @Test
    void theFirstEpochsOfALongTrainingAreBitEqualToAShortOne() {
        ImageRecipe full = TestRecipes.recipe(320, 0.125, 5, null, FitnessSplit.VALIDATION, true);
        List<EpochMetrics> all = epochs(EELU, full, 3);

        assertThat(all).hasSize(5);
        for (int firstEpochs : new int[] {1, 2, 4}) {
            assertThat(epochs(EELU, full.shortened(firstEpochs), 3)).isEqualTo(all.subList(0, firstEpochs));
        }
    }

    @Test
    void measuresTheTestSplitOnlyWhenAskedTo() {
        ImageRecipe asked = TestRecipes.recipe(320, 0.0625, 1, null, FitnessSplit.TEST, true);
        assertThat(TRAINER.train(EELU, asked, 1, recorder))
                .isInstanceOfSatisfying(
                        Trained.class, trained -> assertThat(trained.test()).isEqualTo(trained.measurement()));

        ImageRecipe both = TestRecipes.recipe(320, 0.0625, 1, null, FitnessSplit.VALIDATION, true);
        assertThat(TRAINER.train(EELU, both, 1, recorder))
                .isInstanceOfSatisfying(
                        Trained.class,
                        trained -> assertThat(trained.test()).isNotNull().isNotEqualTo(trained.measurement()));
    }

    @Test
    void stopsAWeakCandidateWhenItIsScreened() {
        assertThat(TRAINER.train(EELU, recipe(320, 4, new Screening(2, 0.999), true), 1, recorder))
                .isInstanceOfSatisfying(Trained.class, trained -> {
                    assertThat(trained.screenedOut()).isTrue();
                    assertThat(trained.epochs()).isEqualTo(2);
                    assertThat(trained.test()).isNull();
                });
    }

    @Test
    void letsAStrongCandidatePassScreening() {
        assertThat(TRAINER.train(EELU, recipe(320, 3, new Screening(1, 0), false), 1, recorder))
                .isInstanceOfSatisfying(Trained.class, trained -> {
                    assertThat(trained.screenedOut()).isFalse();
                    assertThat(trained.epochs()).isEqualTo(3);
                });
    }

    @Test
    void reportsTheStepAtWhichTheLossIsNotFinite() {
        assertThat(TRAINER.train("exp(exp(exp(x)))", recipe(320, 2, null, false), 1, recorder))
                .isInstanceOfSatisfying(Diverged.class, diverged -> {
                    assertThat(diverged.epoch()).isEqualTo(1);
                    assertThat(diverged.step()).isEqualTo(1);
                });
        assertThat(recorder.steps).isLessThanOrEqualTo(StepWindow.SIZE);
        assertThat(recorder.epochs).isEmpty();
    }

    @Test
    void endsWhenTheObserverSaysSo() {
        var impatient = new Recorder() {
            @Override
            public void checkpoint() {
                if (steps == 5) {
                    throw new TrainingStoppedException("enough");
                }
            }
        };
        assertThatThrownBy(() -> TRAINER.train(EELU, recipe(320, 2, null, false), 1, impatient))
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessage("enough");
        assertThat(impatient.steps).isEqualTo(5);
        assertThat(epochs(EELU, 1)).as("a training after it").hasSize(2);
    }

    @Test
    void refusesWhatIsNoFormula() {
        assertThatThrownBy(() -> TRAINER.train("exp(", recipe(320, 1, null, false), 1, recorder))
                .isInstanceOf(ExpressionSyntaxException.class);
    }

    private static ImageRecipe recipe(int images, int epochs, Screening screening, boolean reportTest) {
        return TestRecipes.recipe(images, 0.125, epochs, screening, FitnessSplit.VALIDATION, reportTest);
    }

    private static List<EpochMetrics> epochs(String formula, long seed) {
        return epochs(formula, recipe(320, 2, null, false), seed);
    }

    private static List<EpochMetrics> epochs(String formula, ImageRecipe recipe, long seed) {
        var recorder = new Recorder();
        TRAINER.train(formula, recipe, seed, recorder);
        return recorder.epochs.stream()
                .map(e -> new EpochMetrics(e.epoch(), e.trainLoss(), e.trainAccuracy(), e.validation(), 0, 0))
                .toList();
    }

    private static class Recorder implements TrainingObserver {
        final List<EpochMetrics> epochs = new ArrayList<>();
        long totalSteps;
        long steps;

        @Override
        public void planned(long total) {
            totalSteps = total;
        }

        @Override
        public void stepped(long step, double imagesPerSecond) {
            steps = step;
        }

        @Override
        public void epochFinished(EpochMetrics metrics) {
            epochs.add(metrics);
        }

        @Override
        public void checkpoint() {}
    }
}
