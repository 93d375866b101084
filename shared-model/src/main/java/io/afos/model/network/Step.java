package io.afos.model.network;

import java.util.List;

/**
 * One step of a network.
 *
 * @param inputs numbers of earlier steps, whose results it takes
 * @param name of the node that it stands for, for messages
 */
public record Step(Operation operation, List<Integer> inputs, String name) {

    private static final int LONGEST_NAME = 256;

    public Step {
        inputs = List.copyOf(inputs);
        Operation.require(name.length() <= LONGEST_NAME, "the name of a node is too long");
    }
}
