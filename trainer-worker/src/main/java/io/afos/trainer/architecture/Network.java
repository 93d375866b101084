package io.afos.trainer.architecture;

import ai.djl.nn.Block;

/** A family of networks of one published design. */
interface Network {

    /** The name used in recipes. */
    String name();

    /** Builds the network, uninitialised: images (batch, channels, height, width), 0 to 1, to logits (batch, classes). */
    Block build(Plan plan);
}
