package io.afos.model.onnx.folding;

import io.afos.model.onnx.file.ElementType;
import io.afos.model.onnx.file.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The constant inputs of a node and its attributes, checked as they are asked for. */
record Arguments(Node node, List<@Nullable Array> inputs) {

    int count() {
        return inputs.size();
    }

    boolean has(int index) {
        return index < inputs.size() && inputs.get(index) != null;
    }

    Array get(int index) {
        Array input = index < inputs.size() ? inputs.get(index) : null;
        if (input == null) {
            throw node.refusal("its input " + (index + 1) + " is missing");
        }
        return input;
    }

    /** Numbers that are an attribute in old versions of ONNX and an input in new ones. */
    Optional<List<Long>> numbers(String attribute, int index) {
        return has(index) ? Optional.of(get(index).toWholes()) : node.wholes(attribute);
    }

    /** An axis of the first input by an attribute. */
    int axis(String attribute, long otherwise) {
        return axis(node.whole(attribute, otherwise), get(0).rank());
    }

    int axis(long axis, int rank) {
        long positive = axis < 0 ? axis + rank : axis;
        if (positive < 0 || positive >= rank) {
            throw node.refusal("its axis " + axis + " is not one of " + rank);
        }
        return (int) positive;
    }

    /** Axes of a value of that rank, all if none are given. */
    int[] axes(String attribute, int index, int rank) {
        return numbers(attribute, index)
                .filter(axes -> !axes.isEmpty())
                .map(axes -> axes.stream().mapToInt(axis -> axis(axis, rank)).toArray())
                .orElseGet(() -> java.util.stream.IntStream.range(0, rank).toArray());
    }

    /** Indices into an axis of the first input. */
    Array indices(int index, int axis) {
        Array indices = get(index);
        int extent = get(0).extent(axis);
        if (indices.toWholes().stream().anyMatch(i -> i < -extent || i >= extent)) {
            throw node.refusal("an index is outside of the " + extent + " elements");
        }
        requireSize((long) get(0).size() / Math.max(1, extent) * indices.size());
        return indices;
    }

    boolean castsToWhole() {
        return !ElementType.of(node.whole("to", 0)).orElse(ElementType.FLOAT).isReal();
    }

    int[] broadcast(int[] one, int[] other) {
        var extents = new int[Math.max(one.length, other.length)];
        for (int i = 1; i <= extents.length; i++) {
            int a = i <= one.length ? one[one.length - i] : 1;
            int b = i <= other.length ? other[other.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw node.refusal("its inputs of " + a + " and " + b + " elements do not fit each other");
            }
            extents[extents.length - i] = a == 1 ? b : a;
        }
        return extents;
    }

    int[] extents(List<Long> shape) {
        if (shape.stream().anyMatch(extent -> extent < 0 || extent > Folding.MOST_ELEMENTS)) {
            throw node.refusal("the shape " + shape + " of a constant is too large or negative");
        }
        int[] extents = shape.stream().mapToInt(Long::intValue).toArray();
        requireSize(extents);
        return extents;
    }

    void requireSize(int... extents) {
        requireSize(LongStream.of(
                        java.util.Arrays.stream(extents).asLongStream().toArray())
                .reduce(1, (a, b) -> Math.min(a * b, Long.MAX_VALUE / Folding.MOST_ELEMENTS / 2)));
    }

    void requireSize(long size) {
        if (size > Folding.MOST_ELEMENTS) {
            throw node.refusal("a constant of " + size + " elements is too large");
        }
    }
}
