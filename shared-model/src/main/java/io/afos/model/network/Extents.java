package io.afos.model.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The shape of a tensor.
 *
 * @param sizes one for each axis; a negative size is a multiple of the number of images: -1 stands for n, -9 for 9n
 */
public record Extents(@JsonValue List<Long> sizes) {

    static final int MAX_RANK = 8;

    /** Far beyond what any step of a training can hold, and far from an overflow of products. */
    static final long MAX_ELEMENTS = 1L << 36;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Extents {
        sizes = List.copyOf(sizes);
        if (sizes.size() > MAX_RANK) {
            throw new NetworkException("a tensor has " + sizes.size() + " axes, at most " + MAX_RANK + " are allowed");
        }
        long elements = 1;
        for (long size : sizes) {
            if (size == 0) {
                throw new NetworkException("a tensor of shape " + sizes + " is empty");
            }
            if (size > MAX_ELEMENTS || size < -MAX_ELEMENTS || elements > MAX_ELEMENTS / Math.abs(size)) {
                throw new NetworkException("a tensor of shape " + sizes + " is too large");
            }
            elements *= Math.abs(size);
        }
    }

    public static Extents of(long... sizes) {
        return new Extents(LongStream.of(sizes).boxed().toList());
    }

    public int rank() {
        return sizes.size();
    }

    /** The size of an axis; negative axes count from the end. */
    public long size(int axis) {
        return sizes.get(axis(axis));
    }

    /** An axis counted from 0. */
    int axis(int axis) {
        int counted = axis < 0 ? axis + rank() : axis;
        if (counted < 0 || counted >= rank()) {
            throw new NetworkException("a tensor of shape " + sizes + " has no axis " + axis);
        }
        return counted;
    }

    /** A size that does not depend on the number of images. */
    int fixed(int axis) {
        long size = size(axis);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new NetworkException("axis " + axis + " of a tensor of shape " + sizes + " has to be fixed");
        }
        return (int) size;
    }

    /** The number of elements for each image, or in all if none depends on the number of images. */
    public long elements() {
        return sizes.stream().mapToLong(Math::abs).reduce(1, (a, b) -> a * b);
    }

    /** How many sizes are multiples of the number of images. */
    int batchAxes() {
        return (int) sizes.stream().filter(size -> size < 0).count();
    }

    /** The same with another size of one axis. */
    Extents with(int axis, long size) {
        var changed = new ArrayList<>(sizes);
        changed.set(axis(axis), size);
        return new Extents(changed);
    }

    /** The shape of what is computed elementwise of both, as ONNX and numpy broadcast. */
    Extents broadcast(Extents other) {
        var result = new ArrayList<Long>();
        int rank = Math.max(rank(), other.rank());
        for (int i = rank; i > 0; i--) {
            long mine = i > rank() ? 1 : sizes.get(rank() - i);
            long theirs = i > other.rank() ? 1 : other.sizes.get(other.rank() - i);
            if (mine != theirs && mine != 1 && theirs != 1) {
                throw new NetworkException("tensors of shapes " + this + " and " + other + " do not fit each other");
            }
            result.add(mine == 1 ? theirs : mine);
        }
        return new Extents(result);
    }

    /** Such as {@code (n, 3, 32, 32)}. */
    @Override
    public String toString() {
        return sizes.stream()
                .map(size -> size == -1 ? "n" : size < 0 ? -size + "n" : size.toString())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
