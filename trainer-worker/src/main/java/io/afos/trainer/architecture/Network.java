package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.data.ImageShape;

/** An entry of the catalogue of architectures. */
interface Network {

    /** The name by which recipes ask for it. */
    String name();

    /** The smallest height and width of an image that it can work on. */
    int minSide();

    /** Builds the network, uninitialised: images (batch, channels, height, width), 0 to 1, to logits (batch, classes). */
    Block build(Plan plan);

    /**
     * What a network is built for.
     *
     * @param width factor on the channels and hidden units of every layer
     * @param activation used at every place that the architecture leaves open
     * @param weights draws the initial weights
     */
    record Plan(ImageShape input, int classes, double width, LoweredActivation activation, InitialWeights weights) {

        /** The scaled number of channels or units, at least 1. */
        int scaled(int units) {
            return Math.max(1, (int) Math.round(units * width));
        }

        Block activate() {
            return new ActivationBlock(activation);
        }
    }
}
