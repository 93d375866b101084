package io.afos.model.onnx.lowering;

import io.afos.model.network.NetworkException;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The end of a network: its last layer with weights, whose outputs are the classes, and what arranges its result. */
public final class Head {

    private static final Set<String> PROBABILITIES = Set.of("Softmax", "LogSoftmax");
    private static final Set<String> ARRANGING = Set.of(
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "AveragePool",
            "MaxPool",
            "ReduceMean",
            "ReduceMax",
            "Dropout",
            "Cast",
            "Relu",
            Places.ACTIVATION);

    private final Graph graph;
    private final Resizing resizing;
    private final List<Node> behind = new ArrayList<>();
    private final List<String> biases = new ArrayList<>();
    private final Resizing.Axis weight;

    /** @throws NetworkException if the network does not end in a layer whose size can be fitted */
    public Head(Graph graph) {
        this.graph = graph;
        resizing = new Resizing(graph);
        weight = search();
    }

    private Resizing.Axis search() {
        String value = graph.output();
        while (true) {
            Node node = resizing.producer(value);
            if (node == null) {
                throw new NetworkException("no layer with weights leads to the output; a network ends in a layer that"
                        + " gives one number for each class");
            }
            Resizing.Axis found = weight(node);
            if (found != null) {
                node.inputs().stream().skip(2).forEach(biases::add);
                return found;
            }
            behind.add(node);
            value = before(node);
        }
    }

    /** The number of classes in the file. */
    public long classes() {
        return weight.extent();
    }

    /** Softmax and the like at the end, which a plan leaves out, since the loss has it. */
    public List<Node> probabilities() {
        return behind.stream().filter(Head::isProbability).toList();
    }

    /** The graph with another number of classes, and without what makes probabilities of its result. */
    public Graph fitted(long classes) {
        resizing.resize(weight, classes);
        for (String bias : biases) {
            Resizing.Axis found = resizing.find(bias, -1);
            if (found != null && found.extent() == weight.extent()) {
                resizing.resize(found, classes);
            }
        }
        behind.stream().filter(node -> node.is("Reshape")).forEach(node -> retarget(node, classes));
        Map<String, String> renamed = new HashMap<>();
        for (int i = behind.size() - 1; i >= 0; i--) {
            if (isProbability(behind.get(i))) {
                String input = behind.get(i).inputs().get(0);
                renamed.put(behind.get(i).output(), renamed.getOrDefault(input, input));
            }
        }
        return graph.with(resizing.tensors(), renamed);
    }

    private static boolean isProbability(Node node) {
        return PROBABILITIES.contains(node.operator()) || node.whole("result", 0) == 1;
    }

    private String before(Node node) {
        List<String> computed = node.inputs().stream()
                .filter(input -> !input.isEmpty() && resizing.find(input, -1) == null)
                .toList();
        boolean isBias = node.is("Add") && computed.size() == 1;
        if (isBias) {
            node.inputs().stream()
                    .filter(input -> !input.equals(computed.get(0)))
                    .forEach(biases::add);
        }
        boolean arranges = (ARRANGING.contains(node.operator()) || isProbability(node)) && !computed.isEmpty();
        if (!isBias && !arranges) {
            throw node.refusal("it stands between the last layer with weights and the output, so the number of classes"
                    + " cannot be fitted; end the network in a linear layer or a convolution, then pooling or softmax");
        }
        return computed.get(0);
    }

    private Resizing.@Nullable Axis weight(Node node) {
        if (!node.is("Conv", "Gemm", "MatMul") || node.inputs().size() < 2) {
            return null;
        }
        boolean outputsFirst = node.is("Conv") || node.is("Gemm") && node.whole("transB", 0) == 1;
        return resizing.find(node.inputs().get(1), outputsFirst ? 0 : 1);
    }

    private void retarget(Node reshape, long classes) {
        String name = reshape.input(1);
        Tensor target = name == null ? null : resizing.tensors().get(name);
        if (name != null && target != null && target.hasValues()) {
            double[] extents = target.values();
            for (int i = 1; i < extents.length; i++) {
                extents[i] = extents[i] == weight.extent() ? classes : extents[i];
            }
            resizing.tensors().put(name, Tensor.of(target.type(), target.shape(), extents));
        }
    }
}
