package io.afos.model.onnx.recognition;

import io.afos.model.onnx.file.Attribute;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one node of what exporters write as nine: layer normalisation, (x - mean) / sqrt(variance + epsilon) · scale + shift over the
 * last dimensions. Source: Ba, Kiros, Hinton: Layer normalization. 2016. arXiv:1607.06450.
 */
public final class Normalisations {

    private final Wiring wiring;

    private Normalisations(Graph graph) {
        wiring = new Wiring(graph);
    }

    /** The graph with a node LayerNormalization, as ONNX defines it, for each such sequence of nodes. */
    public static Graph joined(Graph graph) {
        var normalisations = new Normalisations(graph);
        Map<Integer, Node> replacements = new HashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            normalisations.replace(graph.nodes().get(i), replacements);
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            nodes.add(replacements.getOrDefault(i, graph.nodes().get(i)));
        }
        return graph.with(nodes);
    }

    private record Core(String input, List<Long> axes, double epsilon) {}

    private void replace(Node node, Map<Integer, Node> replacements) {
        core(node).ifPresent(core -> {
            String value = node.output();
            String scale = null;
            String shift = null;
            Node scaled = onlyUse(value, "Mul");
            if (scaled != null && weight(scaled, value) != null) {
                scale = weight(scaled, value);
                value = scaled.output();
                Node shifted = onlyUse(value, "Add");
                if (shifted != null && weight(shifted, value) != null) {
                    shift = weight(shifted, value);
                    value = shifted.output();
                }
            }
            List<String> inputs = new ArrayList<>(List.of(core.input()));
            if (scale != null) {
                inputs.add(scale);
            }
            if (shift != null) {
                inputs.add(shift);
            }
            Integer last = wiring.producerIndex(value);
            if (last != null) {
                replacements.put(
                        last,
                        new Node(
                                wiring.node(last).name(),
                                "LayerNormalization",
                                inputs,
                                List.of(value),
                                Map.of(
                                        "axes", new Attribute.Wholes(core.axes()),
                                        "epsilon", new Attribute.Real(core.epsilon()))));
            }
        });
    }

    private @Nullable Node onlyUse(String value, String operator) {
        List<Integer> consumers = wiring.consumers(value);
        return consumers.size() == 1 && !wiring.isOutput(value)
                ? Optional.of(wiring.node(consumers.get(0)))
                        .filter(node -> node.is(operator))
                        .orElse(null)
                : null;
    }

    private @Nullable String weight(Node node, String value) {
        String other = value.equals(node.input(0)) ? node.input(1) : node.input(0);
        return wiring.isTensor(other) ? other : null;
    }

    /** (x - mean(x)) divided by the root of its variance and a small number. */
    private Optional<Core> core(Node node) {
        String deviation = node.input(0);
        String root = node.input(1);
        if (node.is("Mul")) {
            Node reciprocal = wiring.producer(root, "Reciprocal");
            root = reciprocal == null ? null : reciprocal.input(0);
        } else if (!node.is("Div")) {
            return Optional.empty();
        }
        Node sqrt = wiring.producer(root, "Sqrt");
        Node add = sqrt == null ? null : wiring.producer(sqrt.input(0), "Add");
        Node variance = add == null ? null : wiring.producer(add.input(0), "ReduceMean");
        Node difference = wiring.producer(deviation, "Sub");
        if (add == null || variance == null || difference == null) {
            return Optional.empty();
        }
        OptionalDouble epsilon = wiring.number(add.input(1));
        Node mean = wiring.producer(difference.input(1), "ReduceMean");
        String squared = squareOf(variance.input(0));
        Node other = wiring.producer(squared, "Sub");
        String input = difference.input(0);
        if (epsilon.isEmpty()
                || mean == null
                || other == null
                || input == null
                || !input.equals(mean.input(0))
                || !other.inputs().equals(difference.inputs())
                || axes(mean).isEmpty()
                || !axes(mean).equals(axes(variance))
                || mean.whole("keepdims", 1) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Core(input, axes(mean), epsilon.getAsDouble()));
    }

    private @Nullable String squareOf(@Nullable String value) {
        Node power = wiring.producer(value, "Pow");
        if (power != null && wiring.number(power.input(1)).orElse(0) == 2) {
            return power.input(0);
        }
        Node product = wiring.producer(value, "Mul");
        return product != null
                        && product.inputs().size() == 2
                        && product.inputs().get(0).equals(product.inputs().get(1))
                ? product.input(0)
                : null;
    }

    private List<Long> axes(Node reduction) {
        Tensor axes =
                reduction.input(1) == null ? null : wiring.graph().tensors().get(reduction.input(1));
        if (axes != null && axes.hasValues()) {
            return DoubleStream.of(axes.values()).mapToObj(axis -> (long) axis).toList();
        }
        return reduction.wholes("axes").orElse(List.of());
    }
}
