package io.afos.model.onnx.lowering;

import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.folding.Array;
import io.afos.model.onnx.folding.Batch;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Constant;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The inputs of a node while it is lowered, checked as they are asked for. */
record Inputs(Node node, List<@Nullable Value> values, int opset, long batch) {

    boolean has(int index) {
        return index < values.size() && values.get(index) != null;
    }

    Value get(int index) {
        Value value = index < values.size() ? values.get(index) : null;
        if (value == null) {
            throw node.refusal("its input " + (index + 1) + " is missing");
        }
        return value;
    }

    /** The input that must come from the image. */
    Computed computed(int index) {
        if (get(index) instanceof Computed computed) {
            return computed;
        }
        throw node.refusal("its input " + (index + 1) + " does not depend on the image");
    }

    /** The input that must be a weight of the file. */
    Weight weight(int index) {
        Value value = get(index);
        if (value instanceof Weight weight) {
            return weight;
        } else if (value instanceof Constant constant && !constant.array().isWhole()) {
            return new Weight(node.inputs().get(index), constant.shape(), false);
        }
        throw node.refusal("its weight is computed by other nodes, which cannot be trained; export the model with the"
                + " weight itself");
    }

    Array constant(int index) {
        if (get(index) instanceof Constant constant) {
            return constant.array();
        }
        throw node.refusal("its input " + (index + 1)
                + " is not known before the training; only the shape of the image may" + " decide about shapes");
    }

    boolean isComputed(int index) {
        return has(index) && values.get(index) instanceof Computed;
    }

    /** Numbers that are an attribute in old versions of ONNX and an input in new ones. */
    Optional<List<Long>> numbers(String attribute, int index) {
        return has(index) ? Optional.of(constant(index).toWholes()) : node.wholes(attribute);
    }

    int axis(long axis, int rank) {
        long positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= rank) {
            throw node.refusal("its axis " + axis + " is not one of " + rank);
        }
        return (int) positive;
    }

    /** Axes of a value of that rank in order, all if none are given. */
    List<Integer> axes(String attribute, int index, int rank) {
        return numbers(attribute, index)
                .filter(axes -> !axes.isEmpty())
                .map(axes -> axes.stream()
                        .map(axis -> axis(axis, rank))
                        .sorted()
                        .distinct()
                        .toList())
                .orElseGet(() -> IntStream.range(0, rank).boxed().toList());
    }

    int fixed(long extent) {
        if (Batch.isMultiple(extent) || extent < 0 || extent > Integer.MAX_VALUE) {
            throw node.refusal("a size that must be fixed is " + extent);
        }
        return (int) extent;
    }
}
