package io.afos.model.onnx.lowering;

import io.afos.model.network.Arrangement;
import io.afos.model.network.Elementwise.Binary.Kind;
import io.afos.model.network.Extents;
import io.afos.model.network.NetworkException;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Pooling.Reduce;
import io.afos.model.onnx.file.ElementType;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import io.afos.model.onnx.folding.Array;
import io.afos.model.onnx.folding.Batch;
import io.afos.model.onnx.folding.Folding;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Constant;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a graph for images of one shape. */
public final class Lowering {

    private final Graph graph;
    private final Stem stem;
    private final FixedSize size;
    private final Steps steps = new Steps();
    private final Folding folding = new Folding();
    private final Layers layers = new Layers(steps);
    private final Arithmetic arithmetic = new Arithmetic(steps);
    private final Arrangements arrangements = new Arrangements(steps);
    private final Map<String, Value> values = new HashMap<>();
    private final Resizing resizing;
    private final Map<String, Long> uses;
    private final Map<String, Node> sums = new HashMap<>();

    private Lowering(Graph graph, FixedSize size) {
        this.graph = graph;
        this.size = size;
        stem = new Stem(graph);
        resizing = new Resizing(graph);
        uses = graph.nodes().stream()
                .flatMap(node -> node.inputs().stream())
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        graph.nodes().stream()
                .filter(node -> node.is("Add") && node.inputs().size() == 2)
                .forEach(node -> node.inputs().forEach(input -> sums.put(input, node)));
    }

    /**
     * The plan.
     *
     * @param graph the network, with a node for each activation, see {@link Places}
     * @throws NetworkException if it cannot be trained on such images; the message names the node
     */
    public static NetworkPlan plan(Graph graph, int channels, int height, int width, int classes) {
        var stem = new Stem(graph);
        Graph fitted = new Head(stem.fitted(channels)).fitted(classes);
        FixedSize size = stem.hasOtherSize(height, width)
                ? learn(fitted, channels, (int) stem.height(), (int) stem.width(), classes)
                : FixedSize.none();
        return new Lowering(fitted, size).lower(channels, height, width, classes);
    }

    /** What can be learnt; a network that does not work at the size of its file may work at another one. */
    private static FixedSize learn(Graph graph, int channels, int height, int width, int classes) {
        var size = FixedSize.learning();
        try {
            new Lowering(graph, size).lower(channels, height, width, classes);
        } catch (NetworkException e) {
            return FixedSize.none();
        }
        return size.learnt();
    }

    private NetworkPlan lower(int channels, int height, int width, int classes) {
        values.put(graph.image().name(), image(channels, height, width));
        for (Node node : graph.nodes()) {
            if (!values.containsKey(node.output())) {
                try {
                    lower(node);
                } catch (ArithmeticException | IndexOutOfBoundsException e) {
                    throw node.refusal("its inputs do not fit each other");
                }
            }
        }
        Value result = value(graph.output());
        if (!(result instanceof Computed logits)) {
            throw new NetworkException("the output does not depend on the image");
        }
        return new NetworkPlan(steps.upTo(flat(logits, classes)));
    }

    private Computed image(int channels, int height, int width) {
        Computed image = steps.image(channels, height, width);
        var node = new Node(
                graph.image().name(), "Input", List.of(), List.of(graph.image().name()), Map.of());
        return stem.isChannelsLast() ? steps.add(node, new Arrangement.Transpose(List.of(0, 2, 3, 1)), image) : image;
    }

    private Computed flat(Computed logits, int classes) {
        boolean isFlat = logits.shape().equals(List.of(Batch.STAND_IN, (long) classes));
        boolean canBe = !logits.shape().isEmpty()
                && logits.shape().get(0) == Batch.STAND_IN
                && logits.shape().stream().reduce(1L, Math::multiplyExact) == Batch.STAND_IN * classes;
        if (!isFlat && !canBe) {
            throw new NetworkException("the output has the shape " + Shapes.shown(logits.shape())
                    + ", but must be one number for each image and class");
        }
        var node = new Node(graph.output(), "Output", List.of(), List.of(graph.output()), Map.of());
        return isFlat ? logits : steps.add(node, new Arrangement.Reshape(Extents.of(-1, classes)), logits);
    }

    private @Nullable Value value(String name) {
        Value known = values.get(name);
        Tensor tensor = graph.tensors().get(name);
        if (known != null || tensor == null) {
            return known;
        }
        Value value = tensor.hasValues() ? new Constant(Array.of(tensor)) : new Weight(name, tensor.shape(), false);
        values.put(name, value);
        return value;
    }

    private void lower(Node node) {
        List<@Nullable Value> inputs = new ArrayList<>();
        node.inputs().forEach(name -> inputs.add(name.isEmpty() ? null : value(name)));
        var in = new Inputs(node, inputs, graph.opset(), graph.image().shape().get(0));
        if (node.is("Shape")) {
            put(node, new Constant(shape(in)));
        } else if (isFilledWeight(node, in)) {
            put(node, new Weight(node.output(), in.constant(0).toWholes(), false));
        } else if (Folding.knows(node)
                && inputs.stream().allMatch(value -> value == null || value instanceof Constant)) {
            List<Array> outputs = folding.outputs(
                    node,
                    inputs.stream()
                            .map(value -> value instanceof Constant constant ? constant.array() : null)
                            .toList());
            for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
                values.put(node.outputs().get(i), new Constant(outputs.get(i)));
            }
        } else if (node.is("Split")) {
            List<Value> outputs = arrangements.split(in);
            for (int i = 0; i < outputs.size(); i++) {
                values.put(node.outputs().get(i), outputs.get(i));
            }
        } else {
            put(node, lowered(in));
        }
    }

    private void put(Node node, Value value) {
        values.put(node.output(), value);
    }

    private static Array shape(Inputs in) {
        List<Long> shape = in.get(0).shape();
        int rank = shape.size();
        long start = in.node().whole("start", 0);
        long end = in.node().whole("end", rank);
        int from = (int) Math.max(0, Math.min(start < 0 ? start + rank : start, rank));
        int to = (int) Math.max(from, Math.min(end < 0 ? end + rank : end, rank));
        return Array.wholes(shape.subList(from, to));
    }

    /** Weights may be left out of a file by nodes that fill their shape with one number. */
    private boolean isFilledWeight(Node node, Inputs in) {
        return node.is("ConstantOfShape")
                && node.tensor("value").map(value -> value.type().isReal()).orElse(true)
                && graph.tensors().containsKey(node.inputs().get(0))
                && DoubleStream.of(in.constant(0).values()).reduce(1, (a, b) -> a * b) > 1;
    }

    private Value lowered(Inputs in) {
        return switch (in.node().operator()) {
            case "Conv" -> layers.convolution(in);
            case "Gemm" -> layers.gemm(in, size);
            case "MatMul" -> product(in);
            case "BatchNormalization" -> layers.batchNormalization(in);
            case "LayerNormalization" -> layers.layerNormalization(in);
            case "InstanceNormalization" -> layers.instanceNormalization(in, arithmetic);
            case "LRN" -> layers.localResponseNormalization(in);
            case "MaxPool" -> layers.maxPool(in);
            case "AveragePool" -> layers.averagePool(in, size);
            case "GlobalAveragePool" -> layers.globalPool(in, Reduce.Kind.MEAN);
            case "GlobalMaxPool" -> layers.globalPool(in, Reduce.Kind.MAX);
            case "ReduceMean" -> layers.reduce(in, Reduce.Kind.MEAN);
            case "ReduceSum" -> layers.reduce(in, Reduce.Kind.SUM);
            case "ReduceMax" -> layers.reduce(in, Reduce.Kind.MAX);
            case "ReduceMin" -> layers.reduce(in, Reduce.Kind.MIN);
            case "Add", "Sum" -> arithmetic.sum(in, size);
            case "Sub" -> arithmetic.binary(in, Kind.SUBTRACT);
            case "Mul" -> arithmetic.product(in, isAddedToAnother(in.node().output()));
            case "Div" -> arithmetic.binary(in, Kind.DIVIDE);
            case "Pow" -> arithmetic.binary(in, Kind.POWER);
            case "Max" -> arithmetic.binary(in, Kind.MAX);
            case "Min" -> arithmetic.binary(in, Kind.MIN);
            case "Where" -> arithmetic.where(in);
            case "Dropout" -> arithmetic.dropout(in);
            case "Softmax" -> arithmetic.softmax(in);
            case Places.ACTIVATION -> arithmetic.activation(in);
            case "Reshape" -> arrangements.reshaped(in, Shapes.reshaped(in, isWritten(in) ? size : FixedSize.none()));
            case "Flatten" -> arrangements.reshaped(in, Shapes.flattened(in));
            case "Squeeze" -> arrangements.reshaped(in, Shapes.squeezed(in));
            case "Unsqueeze" -> arrangements.reshaped(in, Shapes.unsqueezed(in));
            case "Transpose" -> arrangements.transpose(in);
            case "Concat" -> arrangements.concat(in);
            case "Slice" -> arrangements.slice(in);
            case "Expand" -> arrangements.expand(in);
            case "Pad" -> arrangements.pad(in);
            case "Gather" -> arrangements.gather(in);
            case "Cast" -> cast(in);
            default -> arithmetic.pointwise(in);
        };
    }

    private boolean isAddedToAnother(String value) {
        Node sum = sums.get(value);
        return sum != null
                && sum.inputs().stream().noneMatch(input -> !input.equals(value) && resizing.find(input, -1) != null);
    }

    /** Whether the target of a reshape stands in the file, and is not computed of the image's size. */
    private boolean isWritten(Inputs in) {
        return in.node().inputs().size() > 1
                && graph.tensors().containsKey(in.node().inputs().get(1));
    }

    private static Value cast(Inputs in) {
        boolean toReal = ElementType.of(in.node().whole("to", 0))
                .map(ElementType::isReal)
                .orElse(false);
        if (!toReal) {
            throw in.node()
                    .refusal("it makes whole numbers of values that depend on the image, which have no gradient");
        }
        return in.get(0);
    }

    /** A product with its bias, where that is all that uses it. */
    private Value product(Inputs in) {
        Node sum = uses.getOrDefault(in.node().output(), 0L) == 1
                ? sums.get(in.node().output())
                : null;
        if (sum != null
                && in.isComputed(0)
                && !in.isComputed(1)
                && in.get(1).shape().size() == 2) {
            String bias = sum.inputs().get(sum.inputs().get(0).equals(in.node().output()) ? 1 : 0);
            Value vector = value(bias);
            if (vector instanceof Weight weight
                    && weight.shape().equals(List.of(in.get(1).shape().get(1)))) {
                Computed product = layers.product(in, size, weight);
                values.put(sum.output(), product);
                return product;
            }
        }
        return layers.product(in, size, null);
    }
}
