package io.afos.trainer.training;

import ai.djl.Device;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Recipe;
import io.afos.model.recipe.Screening;
import io.afos.trainer.data.DataSettings;
import io.afos.trainer.data.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private final Trainer trainer =
            new Trainer(new Datasets(new DataSettings(Path.of("absent"), false, 1L << 30)), Device.cpu());

    @Test
    void learns() {
        for (String f : List.of("max(x,0)", "x*erf(exp(x))", "exp(exp(exp(x)))")) {
            var seen = new ArrayList<EpochMetrics>();
            var o = trainer.train(f, recipe(2, null), 7, new Recorder(seen));
            System.out.println(f + " " + o + " " + seen);
        }
    }

    static Recipe recipe(int epochs, Screening screening) {
        return new Recipe(
                new DataSpec("fashion-mnist-mini", 2000, 500, 500, 1),
                new Architecture("afos-base", 0.125),
                epochs,
                50,
                new Optimizer.Sgd(0.003, 0.9),
                screening,
                Recipe.Precision.FLOAT32,
                Recipe.FitnessSplit.VALIDATION,
                true);
    }

    record Recorder(List<EpochMetrics> epochs) implements TrainingObserver {
        @Override
        public void planned(long totalSteps) {}

        @Override
        public void stepped(long step, double imagesPerSecond) {}

        @Override
        public void epochFinished(EpochMetrics metrics) {
            epochs.add(metrics);
        }

        @Override
        public void checkpoint() {}
    }
}
