package io.afos.trainer.architecture.layer;

import ai.djl.training.initializer.Initializer;

/**
 * How a layer's parameters start. The weights are always drawn before the biases.
 *
 * @param weight of the weights
 * @param bias of the biases, where the layer has some
 */
public record LayerWeights(Initializer weight, Initializer bias) {

    /** Biases of 0. */
    public static LayerWeights zeroBias(Initializer weight) {
        return new LayerWeights(weight, Initializer.ZEROS);
    }
}
