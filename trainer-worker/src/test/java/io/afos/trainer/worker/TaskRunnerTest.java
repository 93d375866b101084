package io.afos.trainer.worker;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.message.Outcome.Failed;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import io.afos.trainer.training.TestRecipes;
import io.afos.trainer.training.TooLittleMemoryException;
import io.afos.trainer.training.Trainer;
import io.afos.trainer.training.TrainingObserver;
import io.afos.trainer.training.TrainingStoppedException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TaskRunnerTest {

    private static final ImageRecipe RECIPE = TestRecipes.quick();

    @TempDir
    private Path directory;

    private final Troubles troubles = new Troubles(Clock.systemUTC());

    @Test
    void reportsWhatNobodyCanRepairByTryingAgain() {
        assertFinal(run("max(x", RECIPE), "formula, position 5");
        assertFinal(run("x", on(new DataSpec("nowhere", null, 1, null, 1))), "nowhere");
        assertFinal(run("x", on(new DataSpec("fashion-mnist-mini", null, 10_000, null, 1))), "9,999");
        assertFinal(run("x", in(new Architecture("vgg", 1))), "vgg");
        assertFinal(run("x", in(new Architecture("alexnet", 4))), "choose a smaller recipe.width");
    }

    @Test
    void reportsUploadedNetworksThatCannotBeTrained() {
        ImageRecipe recipe = in(Architecture.uploaded("mine", "ab".repeat(32)));
        assertFinal(run("x", recipe), "request it again");
        for (String network : List.of("", "%", "H4sI")) {
            var task = new EvaluationTask(1, 1, "x", recipe, 1, null, network);
            assertFinal(run(task, () -> {}), "description of the network");
        }
    }

    @Test
    void givesBackWhatIsWrongOnThisWorkerAloneAndAsksForNoMoreOfIt() {
        assertGivenBack(run("x", on(new DataSpec("mnist", null, 1, null, 1))), "mnist", "train-images-idx3-ubyte.gz");
        String dataset = RECIPE.data().dataset();
        assertGivenBack(runThrowing(new OutOfMemoryError("Java heap space")), dataset, "-Xmx");
        assertGivenBack(
                runThrowing(new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB")),
                dataset,
                "the device has too little memory");
        assertGivenBack(
                runThrowing(new TooLittleMemoryException("this machine or container has 5 MiB")), dataset, "5 MiB");
        assertThat(troubles.without(List.of("mnist", dataset, "cifar10"))).containsExactly("cifar10");
    }

    private void assertGivenBack(Outcome outcome, String dataset, String mentioned) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Released.class,
                        released -> assertThat(released.reason()).contains(mentioned));
        assertThat(troubles.current()).anySatisfy(trouble -> {
            assertThat(trouble.dataset()).isEqualTo(dataset);
            assertThat(trouble.reason()).contains(mentioned);
        });
    }

    @Test
    void sendsNoReasonThatCannotBeStored() {
        assertThat(runThrowing(new IllegalStateException("a\0b\u001b\u202e\ud800c")))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason()).endsWith("a\\u0000b\\u001B\\u202E\\uD800c"));
    }

    @Test
    void givesTheTaskBackWhenStopped() {
        assertThat(runThrowing(new TrainingStoppedException("revoked"))).isEqualTo(new Outcome.Released("revoked"));
        assertThat(runThrowing(new CancellationException("interrupted")))
                .isEqualTo(new Outcome.Released("interrupted"));
    }

    @Test
    void reportsTheUnexpectedWithinBounds() {
        assertThat(runThrowing(new IllegalStateException("x".repeat(10_000))))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.retryable()).isTrue();
                    assertThat(failed.reason()).hasSize(2_000);
                });
    }

    private static void assertFinal(Outcome outcome, String mentioned) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.retryable()).isFalse();
            assertThat(failed.reason()).contains(mentioned);
        });
    }

    private static ImageRecipe on(DataSpec data) {
        return new ImageRecipe(
                data,
                RECIPE.architecture(),
                RECIPE.epochs(),
                RECIPE.batchSize(),
                RECIPE.optimizer(),
                null,
                RECIPE.precision(),
                RECIPE.fitnessSplit(),
                false);
    }

    private static ImageRecipe in(Architecture architecture) {
        return new ImageRecipe(
                RECIPE.data(),
                architecture,
                RECIPE.epochs(),
                RECIPE.batchSize(),
                RECIPE.optimizer(),
                null,
                RECIPE.precision(),
                RECIPE.fitnessSplit(),
                false);
    }

    private Outcome run(String formula, ImageRecipe recipe) {
        return run(formula, recipe, () -> {});
    }

    private Outcome runThrowing(Throwable problem) {
        return run("x", RECIPE, () -> sneak(problem));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable problem) throws T {
        throw (T) problem;
    }

    private Outcome run(String formula, ImageRecipe recipe, Runnable checkpoint) {
        return run(new EvaluationTask(1, 1, formula, recipe, 1), checkpoint);
    }

    private Outcome run(EvaluationTask task, Runnable checkpoint) {
        var trainer = new Trainer(new Datasets(new DataProperties(directory, false, 1L << 30)), Device.cpu());
        return new TaskRunner(trainer, troubles).run(task, new TrainingObserver() {
            @Override
            public void planned(long totalSteps) {}

            @Override
            public void stepped(long step, double imagesPerSecond) {}

            @Override
            public void epochFinished(EpochMetrics metrics) {}

            @Override
            public void checkpoint() {
                checkpoint.run();
            }
        });
    }
}
