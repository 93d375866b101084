package io.afos.model.onnx.recognition;

import java.util.List;

/**
 * An activation function of a graph.
 *
 * @param name that of its last node if it has one of at most 200 characters; no other activation has it
 * @param kind such as {@code ReLU} or {@code SiLU (Swish)}
 * @param formula the function of x; empty if it has no name
 * @param from name of the value that goes in
 * @param to name of the value that comes out
 * @param nodes names of the nodes that compute it, in order
 * @param reason why it stays if nobody says otherwise; empty if it is to be replaced
 */
public record FoundActivation(
        String name, String kind, String formula, String from, String to, List<String> nodes, String reason) {

    /** The reason of one that makes probabilities of the logits. */
    public static final String RESULT = "the result of the network";

    public FoundActivation {
        nodes = List.copyOf(nodes);
    }

    public boolean stays() {
        return !reason.isEmpty();
    }
}
