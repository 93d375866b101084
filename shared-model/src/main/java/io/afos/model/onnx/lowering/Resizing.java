package io.afos.model.onnx.lowering;

import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Gives weights of a graph other extents, wherever their shape stands. */
final class Resizing {

    private final Graph graph;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Tensor> tensors;

    Resizing(Graph graph) {
        this.graph = graph;
        tensors = new HashMap<>(graph.tensors());
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
    }

    /**
     * An axis of a weight.
     *
     * @param tensor the weight in the file; for one that a node fills, the tensor that is its shape
     * @param axis -1 for none
     * @param target the tensor that is the shape which a node gives the weight, and its axis there; {@code null} for none
     */
    record Axis(
            String tensor, int axis, long extent, @Nullable Axis target) {}

    @Nullable
    Node producer(@Nullable String value) {
        return producers.get(value);
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The axis of a value that is a weight; {@code null} if it is none. Axis -1 stands for the only one longer than 1. */
    @Nullable
    Axis find(String value, int axis) {
        Tensor tensor = graph.tensors().get(value);
        Node producer = producers.get(value);
        if (tensor != null) {
            return found(value, tensor.shape(), axis);
        }
        String input = producer == null ? null : producer.input(0);
        if (producer == null || input == null) {
            return null;
        }
        Tensor shape = graph.tensors().get(input);
        return switch (producer.operator()) {
            case "Transpose" -> find(input, axis < 0 ? axis : transposed(producer, axis));
            case "Unsqueeze" -> find(input, axis);
            case "Reshape" -> reshaped(input, producer.input(1), axis);
            case "ConstantOfShape" -> shape == null ? null : filled(input, shape, axis);
            default -> null;
        };
    }

    private static @Nullable Axis filled(String name, Tensor shape, int axis) {
        return shape.hasValues() && !shape.type().isReal() ? found(name, extents(shape), axis) : null;
    }

    /** A reshape that only adds or takes away ones before the other extents. */
    private @Nullable Axis reshaped(String input, @Nullable String target, int axis) {
        Tensor shape = target == null ? null : graph.tensors().get(target);
        Axis inTarget = target == null || shape == null ? null : filled(target, shape, axis);
        Axis last = find(input, 0);
        int rank = last == null ? 0 : rank(input);
        if (inTarget == null || shape == null || inTarget.axis() < 0) {
            return null;
        }
        Axis found = find(input, inTarget.axis() + rank - (int) shape.size());
        return found != null && found.extent() == inTarget.extent()
                ? new Axis(found.tensor(), found.axis(), found.extent(), inTarget)
                : null;
    }

    /** The rank of a weight that the file has, or that a node fills. */
    private int rank(String value) {
        Tensor tensor = graph.tensors().get(value);
        Node producer = producers.get(value);
        Tensor shape =
                producer == null ? null : graph.tensors().get(producer.inputs().get(0));
        if (tensor != null) {
            return tensor.shape().size();
        }
        return shape == null ? 0 : (int) shape.size();
    }

    private static List<Long> extents(Tensor shape) {
        return DoubleStream.of(shape.values()).mapToObj(extent -> (long) extent).toList();
    }

    void resize(Axis weight, long extent) {
        if (weight.target() != null) {
            resize(weight.target(), extent);
        }
        Tensor tensor = tensors.get(weight.tensor());
        if (tensor == null || weight.axis() < 0) {
            return;
        }
        if (tensor.type().isReal()) {
            List<Long> shape = new ArrayList<>(tensor.shape());
            shape.set(weight.axis(), extent);
            tensors.put(weight.tensor(), Tensor.dropped(tensor.type(), shape));
        } else {
            double[] extents = tensor.values();
            extents[weight.axis()] = extent;
            tensors.put(weight.tensor(), Tensor.of(tensor.type(), tensor.shape(), extents));
        }
    }

    private static int transposed(Node transpose, int axis) {
        List<Long> permutation = transpose.wholes("perm").orElse(List.of());
        return axis < permutation.size() ? permutation.get(axis).intValue() : 1 - axis;
    }

    private static @Nullable Axis found(String tensor, List<Long> shape, int axis) {
        if (axis >= 0) {
            return axis < shape.size() ? new Axis(tensor, axis, shape.get(axis), null) : null;
        }
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) != 1) {
                return new Axis(tensor, i, shape.get(i), null);
            }
        }
        return new Axis(tensor, -1, 1, null);
    }
}
