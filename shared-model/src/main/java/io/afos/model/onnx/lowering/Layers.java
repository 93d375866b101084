package io.afos.model.onnx.lowering;

import io.afos.model.network.Layer;
import io.afos.model.network.Pooling;
import io.afos.model.network.Source.Initial;
import io.afos.model.network.Window;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Constant;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lowers products with weights, normalisations and poolings. */
final class Layers {

    private static final List<Integer> SWAPPED = List.of(1, 0);

    private final Steps steps;

    Layers(Steps steps) {
        this.steps = steps;
    }

    Computed convolution(Inputs in) {
        Node node = in.node();
        Computed image = in.computed(0);
        Weight weight = in.weight(1);
        if (weight.shape().size() != 4) {
            throw node.refusal("its weight has the shape " + weight.shape() + ", not that of filters for images");
        }
        var window = Windows.of(node, image.shape(), weight.shape().subList(2, 4));
        var operation = new Layer.Convolution(window, (int) Math.min(node.whole("group", 1), Integer.MAX_VALUE));
        Computed filters = steps.parameter(node, weight, Initial.WEIGHT);
        return in.has(2)
                ? steps.add(node, operation, image, filters, steps.parameter(node, in.weight(2), Initial.ZERO))
                : steps.add(node, operation, image, filters);
    }

    Computed gemm(Inputs in, FixedSize size) {
        Node node = in.node();
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1 || node.whole("transA", 0) != 0) {
            throw node.refusal("only Gemm with alpha 1, beta 1 and transA 0 can be trained, which is a linear layer");
        }
        Weight weight = matrix(in);
        Weight outputsFirst = node.whole("transB", 0) == 1 ? weight : weight.permuted(SWAPPED);
        return dense(in, size.fitted(outputsFirst, length(in)), in.has(2) ? in.weight(2) : null);
    }

    /** @param bias what is added to the product, if that is known to be a bias */
    Computed product(Inputs in, FixedSize size, @Nullable Weight bias) {
        boolean isLinear = in.isComputed(0) && in.get(1).shape().size() == 2 && !in.isComputed(1);
        if (isLinear) {
            return dense(in, size.fitted(matrix(in).permuted(SWAPPED), length(in)), bias);
        }
        return steps.add(
                in.node(),
                new Layer.MatMul(),
                steps.computed(in.node(), in.get(0), Initial.WEIGHT),
                steps.computed(in.node(), in.get(1), Initial.WEIGHT));
    }

    private static long length(Inputs in) {
        List<Long> shape = in.computed(0).shape();
        return shape.get(shape.size() - 1);
    }

    private static Weight matrix(Inputs in) {
        Weight weight = in.weight(1);
        if (weight.shape().size() != 2) {
            throw in.node().refusal("its weight has the shape " + weight.shape() + ", which is no matrix");
        }
        return weight;
    }

    private Computed dense(Inputs in, Weight weight, @Nullable Weight bias) {
        Computed matrix = steps.parameter(in.node(), weight, Initial.WEIGHT);
        if (bias == null) {
            return steps.add(in.node(), new Layer.Dense(), in.computed(0), matrix);
        }
        Weight vector = bias.reshaped(List.of(bias.size()));
        return steps.add(
                in.node(), new Layer.Dense(), in.computed(0), matrix, steps.parameter(in.node(), vector, Initial.ZERO));
    }

    Computed batchNormalization(Inputs in) {
        Node node = in.node();
        return steps.add(
                node,
                new Layer.BatchNormalization(node.real("epsilon", 1e-5), node.real("momentum", 0.9)),
                in.computed(0),
                steps.parameter(node, in.weight(1), Initial.ONE),
                steps.parameter(node, in.weight(2), Initial.ZERO));
    }

    Computed layerNormalization(Inputs in) {
        Node node = in.node();
        Computed x = in.computed(0);
        int rank = x.shape().size();
        int first = in.axis(node.whole("axis", -1), rank);
        List<Integer> axes = node.wholes("axes").isPresent()
                ? in.axes("axes", Integer.MAX_VALUE, rank)
                : IntStream.range(first, rank).boxed().toList();
        int count = axes.size();
        if (!axes.equals(IntStream.range(rank - count, rank).boxed().toList())) {
            throw node.refusal(
                    "it normalises over the axes " + axes + " of " + rank + "; only the last ones can be trained");
        }
        List<Long> normalised = x.shape().subList(rank - count, rank);
        List<Computed> inputs = new ArrayList<>(List.of(x));
        for (int i = 1; i < 3 && in.has(i); i++) {
            inputs.add(steps.parameter(node, in.weight(i).reshaped(normalised), i == 1 ? Initial.ONE : Initial.ZERO));
        }
        return steps.add(
                node, new Layer.LayerNormalization(count, node.real("epsilon", 1e-5)), inputs.toArray(Computed[]::new));
    }

    /** Over each channel of each image; group normalisation is written as this between two reshapes. */
    Computed instanceNormalization(Inputs in, Arithmetic arithmetic) {
        Node node = in.node();
        Computed x = in.computed(0);
        int spatial = x.shape().size() - 2;
        Computed normalised = steps.add(node, new Layer.LayerNormalization(spatial, node.real("epsilon", 1e-5)), x);
        List<Long> channels = new ArrayList<>(List.of(x.shape().get(1)));
        IntStream.range(0, spatial).forEach(i -> channels.add(1L));
        if (!isUniform(in.get(1), 1)) {
            normalised = arithmetic.scaled(node, normalised, in.weight(1).reshaped(channels));
        }
        return isUniform(in.get(2), 0)
                ? normalised
                : arithmetic.shifted(node, normalised, in.weight(2).reshaped(channels));
    }

    private static boolean isUniform(Value value, double number) {
        return value instanceof Constant constant
                && DoubleStream.of(constant.array().values()).allMatch(element -> element == number);
    }

    Computed localResponseNormalization(Inputs in) {
        Node node = in.node();
        return steps.add(
                node,
                new Layer.LocalResponseNormalization(
                        in.fixed(node.whole("size", 1)),
                        node.real("alpha", 1e-4),
                        node.real("beta", 0.75),
                        node.real("bias", 1)),
                in.computed(0));
    }

    Computed maxPool(Inputs in) {
        requireOneOutput(in.node());
        return steps.add(
                in.node(), new Pooling.Max(Windows.of(in.node(), in.computed(0).shape(), List.of())), in.computed(0));
    }

    Computed averagePool(Inputs in, FixedSize size) {
        Window window = Windows.of(in.node(), in.computed(0).shape(), List.of());
        boolean countPadding = in.node().whole("count_include_pad", 0) == 1;
        return size.isGlobal(in, window, countPadding)
                ? globalPool(in, Pooling.Reduce.Kind.MEAN)
                : steps.add(in.node(), new Pooling.Average(window, countPadding), in.computed(0));
    }

    Computed globalPool(Inputs in, Pooling.Reduce.Kind kind) {
        int rank = in.computed(0).shape().size();
        return steps.add(
                in.node(),
                new Pooling.Reduce(kind, IntStream.range(2, rank).boxed().toList(), true),
                in.computed(0));
    }

    Computed reduce(Inputs in, Pooling.Reduce.Kind kind) {
        Computed x = in.computed(0);
        return steps.add(
                in.node(),
                new Pooling.Reduce(
                        kind, in.axes("axes", 1, x.shape().size()), in.node().whole("keepdims", 1) == 1),
                x);
    }

    private static void requireOneOutput(Node node) {
        if (node.outputs().size() > 1) {
            throw node.refusal("its second output, the indices, is not supported");
        }
    }
}
