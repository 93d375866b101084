package io.afos.model.onnx.recognition;

import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Which node gives a value and which nodes use it. */
final class Wiring {

    private final Graph graph;
    private final Map<String, Integer> producers = new HashMap<>();
    private final Map<String, List<Integer>> consumers = new HashMap<>();

    Wiring(Graph graph) {
        this.graph = graph;
        for (int i = 0; i < graph.nodes().size(); i++) {
            int index = i;
            graph.nodes().get(i).outputs().forEach(output -> producers.put(output, index));
            graph.nodes().get(i).inputs().stream()
                    .distinct()
                    .forEach(input -> consumers
                            .computeIfAbsent(input, name -> new ArrayList<>())
                            .add(index));
        }
    }

    Graph graph() {
        return graph;
    }

    Node node(int index) {
        return graph.nodes().get(index);
    }

    /** The index of the node that gives the value; {@code null} for the image and for tensors. */
    @Nullable
    Integer producerIndex(@Nullable String value) {
        return producers.get(value);
    }

    @Nullable
    Node producer(@Nullable String value) {
        Integer index = producers.get(value);
        return index == null ? null : node(index);
    }

    /** The node that gives the value if it is of this operator. */
    @Nullable
    Node producer(@Nullable String value, String operator) {
        Node node = producer(value);
        return node != null && node.operator().equals(operator) && node.output().equals(value) ? node : null;
    }

    /** Indices of the nodes that use the value, each once, in order. */
    List<Integer> consumers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    boolean isOutput(String value) {
        return graph.output().equals(value);
    }

    /** The number that a value is, if it is one known number. */
    OptionalDouble number(@Nullable String value) {
        Tensor tensor = value == null ? null : graph.tensors().get(value);
        return tensor != null && tensor.hasValues() && tensor.size() == 1
                ? OptionalDouble.of(tensor.values()[0])
                : OptionalDouble.empty();
    }

    boolean isTensor(@Nullable String value) {
        return value != null && graph.tensors().containsKey(value);
    }
}
