package io.afos.model.onnx.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as its file describes it: nodes in an order in which each uses only what is known before it. It has neither constants
 * nor identities among its nodes, and nothing that the output does not need.
 *
 * @param producer the program that wrote the file, as it says itself; may be empty
 * @param opset the version of ONNX's operators, 7 to 23
 * @param image the input
 * @param tensors weights, without their values, and constants, with them
 * @param output the name of the value that is the result
 * @param otherOutputs outputs of the file that were left out
 * @param choices of its user
 */
public record Graph(
        String producer,
        int opset,
        Input image,
        List<Node> nodes,
        Map<String, Tensor> tensors,
        String output,
        List<String> otherOutputs,
        Choices choices) {

    public static final int MIN_OPSET = 7;
    public static final int MAX_OPSET = 23;

    public Graph {
        nodes = List.copyOf(nodes);
        tensors = Map.copyOf(tensors);
        otherOutputs = List.copyOf(otherOutputs);
    }

    /**
     * The input.
     *
     * @param shape its extents, -1 for one that the file leaves open
     */
    public record Input(String name, List<Long> shape) {
        public Input {
            shape = List.copyOf(shape);
        }
    }

    /** The same with other choices. */
    public Graph with(Choices others) {
        return new Graph(producer, opset, image, nodes, tensors, output, otherOutputs, others);
    }

    /** The same input, weights and output with other nodes, as far as the output needs them. */
    public Graph with(List<Node> others) {
        return new Graph(producer, opset, image, others, tensors, output, otherOutputs, choices).pruned();
    }

    /**
     * The same nodes with other tensors.
     *
     * @param renamed values in whose place others are used
     */
    public Graph with(Map<String, Tensor> others, Map<String, String> renamed) {
        List<Node> rewired = nodes.stream()
                .map(node -> new Node(
                        node.name(),
                        node.operator(),
                        node.inputs().stream()
                                .map(input -> renamed.getOrDefault(input, input))
                                .toList(),
                        node.outputs(),
                        node.attributes()))
                .toList();
        String result = renamed.getOrDefault(output, output);
        return new Graph(producer, opset, image, rewired, others, result, otherOutputs, choices).pruned();
    }

    /** The same without what the output does not need. */
    Graph pruned() {
        Set<String> needed = new HashSet<>(Set.of(output));
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                kept.add(node);
                needed.addAll(node.inputs());
            }
        }
        Collections.reverse(kept);
        var used = new HashMap<>(tensors);
        used.keySet().retainAll(needed);
        return new Graph(producer, opset, image, kept, used, output, otherOutputs, choices);
    }
}
