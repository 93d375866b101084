package io.afos.trainer.architecture.layer;

import ai.djl.training.initializer.Initializer;

/**
 * The initializers of a layer's parameters. The weights are always drawn before the biases.
 *
 * @param weight initializer of the weights
 * @param bias initializer of the biases, if the layer has any
 */
public record LayerWeights(Initializer weight, Initializer bias) {

    /** Zero biases. */
    public static LayerWeights zeroBias(Initializer weight) {
        return new LayerWeights(weight, Initializer.ZEROS);
    }
}
