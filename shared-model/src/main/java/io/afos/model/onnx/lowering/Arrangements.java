package io.afos.model.onnx.lowering;

import io.afos.model.network.Arrangement;
import io.afos.model.network.Extents;
import io.afos.model.network.NetworkException;
import io.afos.model.network.Source.Initial;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.folding.Array;
import io.afos.model.onnx.folding.Batch;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lowers what moves numbers and computes none. */
final class Arrangements {

    private final Steps steps;

    Arrangements(Steps steps) {
        this.steps = steps;
    }

    Value reshaped(Inputs in, List<Long> shape) {
        if (in.get(0) instanceof Weight weight) {
            return weight.reshaped(shape);
        }
        Computed x = in.computed(0);
        return x.shape().equals(shape) ? x : steps.add(in.node(), new Arrangement.Reshape(extents(in, shape)), x);
    }

    Value transpose(Inputs in) {
        int rank = in.get(0).shape().size();
        List<Integer> permutation = in.node()
                .wholes("perm")
                .map(perm -> perm.stream().map(axis -> in.axis(axis, rank)).toList())
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
        if (permutation.size() != rank || permutation.stream().distinct().count() != rank) {
            throw in.node().refusal("its perm is no order of " + rank + " axes");
        }
        return in.get(0) instanceof Weight weight
                ? weight.permuted(permutation)
                : steps.add(in.node(), new Arrangement.Transpose(permutation), in.computed(0));
    }

    Computed concat(Inputs in) {
        Node node = in.node();
        int rank = in.get(0).shape().size();
        int axis = in.axis(node.whole("axis", 1), rank);
        boolean overImages = IntStream.range(0, in.values().size())
                .mapToObj(in::get)
                .anyMatch(value -> !value.shape().isEmpty()
                        && Batch.isMultiple(value.shape().get(0)));
        Computed[] parts = IntStream.range(0, in.values().size())
                .mapToObj(i -> {
                    Computed part = steps.computed(node, in.get(i), Initial.EMBEDDING);
                    boolean isForAll = overImages
                            && axis != 0
                            && !part.shape().isEmpty()
                            && part.shape().get(0) == in.batch();
                    return isForAll ? expanded(in, part, Batch.STAND_IN) : part;
                })
                .toArray(Computed[]::new);
        return parts.length == 1 ? parts[0] : steps.add(node, new Arrangement.Concat(axis), parts);
    }

    private Computed expanded(Inputs in, Computed part, long batch) {
        List<Long> shape = new ArrayList<>(part.shape());
        shape.set(0, batch);
        return steps.add(in.node(), new Arrangement.Expand(extents(in, shape)), part);
    }

    Value expand(Inputs in) {
        List<Long> target = in.constant(1).toWholes();
        List<Long> shape = Shapes.broadcast(in, in.get(0).shape(), target);
        Computed x = steps.computed(in.node(), in.get(0), Initial.EMBEDDING);
        return x.shape().equals(shape) ? x : steps.add(in.node(), new Arrangement.Expand(extents(in, shape)), x);
    }

    Value slice(Inputs in) {
        Computed x = in.computed(0);
        List<Long> starts = in.numbers("starts", 1).orElse(List.of());
        List<Long> ends = in.numbers("ends", 2).orElse(List.of());
        List<Long> axes = in.numbers("axes", 3)
                .orElseGet(() -> IntStream.range(0, starts.size())
                        .mapToObj(i -> (long) i)
                        .toList());
        List<Long> steppings = in.has(4) ? in.constant(4).toWholes() : Collections.nCopies(axes.size(), 1L);
        if (ends.size() != starts.size() || axes.size() != starts.size() || steppings.size() != starts.size()) {
            throw in.node().refusal("its starts, ends, axes and steps are not of one length");
        }
        for (int i = 0; i < starts.size(); i++) {
            int axis = in.axis(axes.get(i), x.shape().size());
            x = sliced(in, x, axis, starts.get(i), ends.get(i), steppings.get(i));
        }
        return x;
    }

    private Computed sliced(Inputs in, Computed x, int axis, long from, long to, long step) {
        long extent = x.shape().get(axis);
        long start = Math.min(from < 0 ? Math.max(0, from + extent) : from, extent);
        long end = Math.min(to < 0 ? Math.max(0, Math.max(to, -extent) + extent) : to, extent);
        if (start == 0 && end == extent && step == 1) {
            return x;
        }
        if (step < 1) {
            throw in.node().refusal("it takes elements backwards, which is not supported");
        }
        return steps.add(
                in.node(),
                new Arrangement.Slice(axis, in.fixed(start), in.fixed(end), (int) Math.min(step, Integer.MAX_VALUE)),
                x);
    }

    List<Value> split(Inputs in) {
        Computed x = in.computed(0);
        Node node = in.node();
        int axis = in.axis(node.whole("axis", 0), x.shape().size());
        long extent = in.fixed(x.shape().get(axis));
        int parts = node.outputs().size();
        long even = (extent + parts - 1) / parts;
        List<Long> lengths = in.numbers("split", 1)
                .orElseGet(() -> IntStream.range(0, parts)
                        .mapToObj(i -> Math.min(even, extent - i * even))
                        .toList());
        List<Value> outputs = new ArrayList<>();
        long start = 0;
        for (long length : lengths) {
            if (length < 1 || length > extent - start || outputs.size() == parts) {
                throw node.refusal("it splits " + extent + " elements into " + lengths);
            }
            outputs.add(sliced(in, x, axis, start, start + length, 1));
            start += length;
        }
        return outputs;
    }

    Value pad(Inputs in) {
        Node node = in.node();
        Computed x = in.computed(0);
        int rank = x.shape().size();
        List<Long> given = in.numbers("pads", 1).orElse(List.of());
        List<Integer> axes = in.axes("", 3, rank);
        if (given.size() != 2 * axes.size()) {
            throw node.refusal("it has " + given.size() + " paddings for " + axes.size() + " axes");
        }
        List<Integer> begin = new ArrayList<>(Collections.nCopies(rank, 0));
        List<Integer> end = new ArrayList<>(begin);
        for (int i = 0; i < axes.size(); i++) {
            begin.set(axes.get(i), in.fixed(given.get(i)));
            end.set(axes.get(i), in.fixed(given.get(i + axes.size())));
        }
        if (given.stream().allMatch(padding -> padding == 0)) {
            return x;
        }
        if (!node.text("mode", "constant").equals("constant")) {
            throw node.refusal("only padding with a constant is supported, not " + node.text("mode", ""));
        }
        double value = in.has(2) ? in.constant(2).values()[0] : node.real("value", 0);
        return steps.add(node, new Arrangement.Pad(begin, end, (float) value), x);
    }

    Computed gather(Inputs in) {
        Node node = in.node();
        Array indices = in.constant(1);
        Computed x = steps.computed(node, in.get(0), Initial.EMBEDDING);
        int axis = in.axis(node.whole("axis", 0), x.shape().size());
        long extent = in.fixed(x.shape().get(axis));
        List<Integer> numbers = indices.toWholes().stream()
                .map(index -> in.fixed(index < 0 ? index + extent : index))
                .toList();
        try {
            return steps.add(node, new Arrangement.Gather(axis, extents(in, indices.shape()), numbers), x);
        } catch (NetworkException e) {
            throw node.refusal(e.getMessage());
        }
    }

    private static Extents extents(Inputs in, List<Long> shape) {
        try {
            return new Extents(Batch.toPlan(shape));
        } catch (NetworkException e) {
            throw in.node().refusal(e.getMessage());
        }
    }
}
