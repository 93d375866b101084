package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.ActivationBlock;
import io.afos.trainer.architecture.layer.InitialWeights;

/**
 * The parameters for building a network.
 *
 * @param width factor on the channels and hidden units of every layer
 * @param activation used wherever the published network has an activation
 * @param gain the gain of that activation, by {@link Gain}
 * @param weights draws the initial weights
 */
record Plan(
        int classes,
        double width,
        Depth depth,
        Form form,
        LoweredActivation activation,
        double gain,
        InitialWeights weights) {

    /** The scaled number of channels or units, at least 1. */
    int scaled(int units) {
        return Math.max(1, (int) Math.round(units * width));
    }

    boolean small() {
        return form == Form.SMALL;
    }

    boolean full() {
        return depth == Depth.FULL;
    }

    /** The number of repetitions of a block: all of {@code blocks}, or one in a tiny network. */
    int repeated(int blocks) {
        return full() ? blocks : 1;
    }

    Block activate() {
        return new ActivationBlock(activation);
    }
}
