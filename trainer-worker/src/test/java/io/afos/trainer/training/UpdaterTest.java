package io.afos.trainer.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.afos.model.recipe.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against updates worked out by hand, for the loss 3w, whose gradient is 3. */
class UpdaterTest {

    @Test
    void sgdAddsMomentum() {
        // velocity 0.3, then 0.9·0.3 + 0.3 = 0.57
        assertThat(weightAfterTwoSteps(new Optimizer.Sgd(0.1, 0.9))).isCloseTo(1 - 0.3 - 0.57, within(1e-6));
    }

    @Test
    void sgdWithoutMomentumMovesByTheGradient() {
        assertThat(weightAfterTwoSteps(new Optimizer.Sgd(0.1, 0))).isCloseTo(1 - 0.6, within(1e-6));
    }

    @Test
    void adamMovesByTheRateWhileTheGradientStaysTheSame() {
        // both corrected moments are constant, so each step is the learning rate
        assertThat(weightAfterTwoSteps(new Optimizer.Adam(0.01))).isCloseTo(1 - 0.02, within(1e-6));
    }

    private static double weightAfterTwoSteps(Optimizer recipe) {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.create(new float[] {1});
            weight.setRequiresGradient(true);
            Parameter parameter = Parameter.builder()
                    .setName("w")
                    .setType(Parameter.Type.WEIGHT)
                    .optArray(weight)
                    .build();
            var updater = new Updater(recipe, List.of(parameter), manager);
            for (int step = 0; step < 2; step++) {
                try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
                    gradients.backward(weight.mul(3).sum());
                }
                updater.step();
            }
            return weight.getFloat(0);
        }
    }
}
