package io.afos.model.onnx.file;

import io.afos.model.network.NetworkException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a graph of what a file says: checks its names, and takes out constants and identities. */
final class GraphBuilder {

    private static final String ORDER = "; the graph has a cycle, or its nodes are not in the order that ONNX demands";

    private final String producer;
    private final int opset;
    private final List<Graph.Input> inputs;
    private final List<Graph.Input> outputs;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    GraphBuilder(String producer, int opset, List<Graph.Input> inputs, List<Graph.Input> outputs) {
        this.producer = producer;
        this.opset = opset;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    Graph build(List<Node> read, Map<String, Tensor> initializers, Choices choices) {
        tensors.putAll(initializers);
        if (outputs.isEmpty()) {
            throw new NetworkException("the graph has no output; a network has one, the logits of the classes");
        }
        known.addAll(tensors.keySet());
        inputs.forEach(input -> known.add(input.name()));
        Set<String> later =
                read.stream().flatMap(node -> node.outputs().stream()).collect(Collectors.toSet());
        read.forEach(node -> add(node, later));
        String output = resolve(outputs.get(0).name());
        if (!known.contains(output)) {
            throw new NetworkException("no node gives the output " + Names.shown(output));
        }
        List<String> others = outputs.stream().skip(1).map(Graph.Input::name).toList();
        Graph all = new Graph(producer, opset, new Graph.Input("", List.of()), nodes, tensors, output, others, choices);
        return withImage(all.pruned());
    }

    private void add(Node node, Set<String> later) {
        for (String input : node.inputs()) {
            if (!input.isEmpty() && !known.contains(input)) {
                throw node.refusal("its input " + Names.shown(input)
                        + (later.contains(input) ? " comes from a node behind it" + ORDER : " comes from nowhere"));
            }
        }
        for (String output : node.outputs()) {
            if (!output.isEmpty() && !known.add(output)) {
                throw node.refusal("its output " + Names.shown(output) + " has the name of another value");
            }
        }
        Node resolved = new Node(
                node.name(),
                node.operator(),
                node.inputs().stream().map(this::resolve).toList(),
                node.outputs(),
                node.attributes());
        switch (node.operator()) {
            case "Constant" -> tensors.put(node.output(), constant(node));
            case "Identity" -> identity(resolved);
            default -> nodes.add(resolved);
        }
    }

    private String resolve(String name) {
        return aliases.getOrDefault(name, name);
    }

    /** Exporters write an identity of a weight where two weights happened to be equal: it is a weight of its own. */
    private void identity(Node node) {
        String input = node.input(0);
        if (input == null) {
            throw node.refusal("its input is missing");
        }
        Tensor tensor = tensors.get(input);
        if (tensor != null) {
            tensors.put(node.output(), tensor);
        } else {
            aliases.put(node.output(), input);
        }
    }

    private static Tensor constant(Node node) {
        for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
            Tensor tensor = constant(attribute.getKey(), attribute.getValue());
            if (tensor != null) {
                return tensor;
            }
        }
        throw node.refusal("its value is not a number or a tensor of numbers");
    }

    private static @Nullable Tensor constant(String name, Attribute value) {
        if (!name.startsWith("value")) {
            return null;
        } else if (value instanceof Attribute.OfTensor tensor) {
            return tensor.value();
        } else if (value instanceof Attribute.Whole whole) {
            return Tensor.of(ElementType.INT64, List.of(), whole.value());
        } else if (value instanceof Attribute.Real real) {
            return Tensor.of(ElementType.FLOAT, List.of(), real.value());
        } else if (value instanceof Attribute.Wholes wholes) {
            return Tensor.of(
                    ElementType.INT64,
                    List.of((long) wholes.values().size()),
                    wholes.values().stream().mapToDouble(Long::doubleValue).toArray());
        } else if (value instanceof Attribute.Reals reals) {
            return Tensor.of(
                    ElementType.FLOAT,
                    List.of((long) reals.values().size()),
                    reals.values().stream().mapToDouble(Double::doubleValue).toArray());
        }
        return null;
    }

    private Graph withImage(Graph graph) {
        Set<String> used =
                graph.nodes().stream().flatMap(node -> node.inputs().stream()).collect(Collectors.toSet());
        List<Graph.Input> images = inputs.stream()
                .filter(input -> used.contains(input.name()) && !tensors.containsKey(input.name()))
                .toList();
        if (images.size() != 1) {
            throw new NetworkException(String.format(
                    Locale.ROOT,
                    "the network must have one input, the images; this one has %d: %s",
                    images.size(),
                    images.stream()
                            .limit(5)
                            .map(input -> Names.shown(input.name()))
                            .collect(Collectors.joining(", "))));
        }
        Graph.Input image = images.get(0);
        if (image.shape().size() != 4) {
            throw new NetworkException(String.format(
                    Locale.ROOT,
                    "the input %s must be images of the shape (batch, channels, height, width), but its shape is %s",
                    Names.shown(image.name()),
                    image.shape()));
        }
        return new Graph(
                graph.producer(),
                graph.opset(),
                image,
                graph.nodes(),
                graph.tensors(),
                graph.output(),
                graph.otherOutputs(),
                graph.choices());
    }
}
