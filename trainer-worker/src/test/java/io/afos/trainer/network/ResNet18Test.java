package io.afos.trainer.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.afos.model.expression.ExpressionParser;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;
import static org.assertj.core.api.Assertions.within;

class ResNet18Test {

    private static final LoweredActivation SILU = LoweredActivation.of(ExpressionParser.parse("x*sigmoid(x)"));

    /** num_params and _ops of torchvision's ResNet18_Weights, docs.pytorch.org/vision. */
    @Test
    void hasTheNumberOfParametersAndOperationsThatArePublished() {
        assertThat(ResNet18.plan(224, 1_000).parameters()).isEqualTo(11_689_512);
        assertThat(ResNet18.plan(224, 1_000).multiplyAdds() / 1e9).isCloseTo(1.814, within(0.001));
    }

    @Test
    void isTheSameNetworkAsTheOneWrittenByHandFromTheSameSeed() {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = manager.linspace(0, 1, 4 * 3 * 64 * 64).reshape(4, 3, 64, 64);
            Block planned = new PlannedNetwork(ResNet18.plan(64, 10), SILU, 1.5, new InitialWeights(1));
            Block byHand = ResNet18.byHand(10, SILU, 1.5, new InitialWeights(1));
            for (boolean training : new boolean[] {true, false}) {
                float[] expected = logits(byHand, images, training);
                assertThat(logits(planned, images, training)).containsExactly(expected, withPrecision(1e-5f));
            }
        }
    }

    private static float[] logits(Block network, NDArray images, boolean training) {
        if (!network.isInitialized()) {
            network.initialize(images.getManager(), DataType.FLOAT32, new Shape(1, 3, 64, 64));
        }
        return network.forward(new ParameterStore(images.getManager(), false), new NDList(images), training)
                .singletonOrThrow()
                .toFloatArray();
    }
}
