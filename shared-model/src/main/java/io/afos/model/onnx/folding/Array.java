package io.afos.model.onnx.folding;

import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A constant tensor. Whole numbers are exact up to 2^53; larger ones stand for "to the end" in files.
 *
 * <p>Arguments must fit: axes from 0 to rank - 1, indices within the extents.
 */
public final class Array {

    private final boolean whole;
    private final int[] shape;
    private final double[] data;
    private final boolean ofBatch;

    Array(boolean whole, int[] shape, double[] data) {
        this(whole, shape, data, false);
    }

    Array(boolean whole, int[] shape, double[] data, boolean ofBatch) {
        this.whole = whole;
        this.shape = shape;
        this.data = data;
        this.ofBatch = ofBatch;
    }

    /** The constant of a file. */
    public static Array of(Tensor tensor) {
        return new Array(
                !tensor.type().isReal(),
                tensor.shape().stream().mapToInt(Math::toIntExact).toArray(),
                tensor.values());
    }

    /** A vector of whole numbers. */
    public static Array wholes(List<Long> numbers) {
        return new Array(
                true,
                new int[] {numbers.size()},
                numbers.stream().mapToDouble(Long::doubleValue).toArray());
    }

    static Array uniform(boolean whole, int[] shape, double value) {
        var data = new double[size(shape)];
        java.util.Arrays.fill(data, value);
        return new Array(whole, shape, data);
    }

    /** Whether elements depend on the number of images, which is no number yet. */
    public boolean dependsOnBatch() {
        return ofBatch
                || DoubleStream.of(data).anyMatch(value -> value == Math.rint(value) && Batch.isMultiple((long) value));
    }

    public boolean isWhole() {
        return whole;
    }

    public List<Long> shape() {
        return LongStream.of(java.util.Arrays.stream(shape).asLongStream().toArray())
                .boxed()
                .toList();
    }

    public int size() {
        return data.length;
    }

    /** The elements in row-major order. */
    public double[] values() {
        return data.clone();
    }

    /** The elements as whole numbers. */
    public List<Long> toWholes() {
        return DoubleStream.of(data).mapToObj(value -> (long) value).toList();
    }

    int rank() {
        return shape.length;
    }

    int extent(int axis) {
        return shape[axis];
    }

    int[] extents() {
        return shape.clone();
    }

    double at(int index) {
        return data[index];
    }

    Array as(boolean wholeNumbers) {
        return new Array(
                wholeNumbers,
                shape,
                wholeNumbers && !whole
                        ? DoubleStream.of(data)
                                .map(value -> value < 0 ? Math.ceil(value) : Math.floor(value))
                                .toArray()
                        : data,
                ofBatch);
    }

    Array reshaped(int... extents) {
        return new Array(whole, extents, data, ofBatch);
    }

    Array transposed(int... permutation) {
        var extents = new int[shape.length];
        var steps = new int[shape.length];
        int[] strides = strides(shape);
        for (int i = 0; i < shape.length; i++) {
            extents[i] = shape[permutation[i]];
            steps[i] = strides[permutation[i]];
        }
        return view(extents, steps, 0);
    }

    Array expanded(int... extents) {
        return view(extents, broadcastSteps(shape, extents), 0);
    }

    /** So many elements along an axis, from a start in steps, which may be negative. */
    Array sliced(int axis, int start, int step, int count) {
        int[] extents = shape.clone();
        int[] steps = strides(shape);
        int offset = count == 0 ? 0 : start * steps[axis];
        extents[axis] = count;
        steps[axis] *= step;
        return view(extents, steps, offset);
    }

    /** Along the axis, the slices that the indices name; their shape takes the place of the axis. */
    Array gathered(int axis, Array indices) {
        int inner = 1;
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= shape[i];
        }
        List<Integer> extents = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            if (i == axis) {
                for (int extent : indices.shape) {
                    extents.add(extent);
                }
            } else {
                extents.add(shape[i]);
            }
        }
        int picked = indices.data.length;
        int width = inner;
        return mapped(extents.stream().mapToInt(Integer::intValue).toArray(), i -> {
            int index = (int) indices.data[i / width % picked];
            int outer = i / width / picked;
            return (outer * shape[axis] + (index < 0 ? index + shape[axis] : index)) * width + i % width;
        });
    }

    static Array concatenated(List<Array> parts, int axis) {
        int[] extents = parts.get(0).shape.clone();
        extents[axis] = parts.stream().mapToInt(part -> part.shape[axis]).sum();
        int inner = 1;
        for (int i = axis + 1; i < extents.length; i++) {
            inner *= extents[i];
        }
        var data = new double[size(extents)];
        int offset = 0;
        for (Array part : parts) {
            int run = part.shape[axis] * inner;
            for (int outer = 0; run > 0 && outer < part.data.length / run; outer++) {
                System.arraycopy(part.data, outer * run, data, outer * extents[axis] * inner + offset, run);
            }
            offset += run;
        }
        return new Array(
                parts.stream().allMatch(Array::isWhole),
                extents,
                data,
                parts.stream().anyMatch(part -> part.ofBatch));
    }

    /** The same with the slices that the last axis of the indices names replaced, in the manner of ONNX's ScatterND. */
    Array scattered(Array indices, Array updates) {
        double[] changed = data.clone();
        int depth = indices.shape[indices.shape.length - 1];
        int[] strides = strides(shape);
        int run = depth == shape.length ? 1 : strides[depth - 1];
        for (int i = 0; i < indices.data.length / depth; i++) {
            int offset = 0;
            for (int j = 0; j < depth; j++) {
                int index = (int) indices.data[i * depth + j];
                offset += (index < 0 ? index + shape[j] : index) * strides[j];
            }
            System.arraycopy(updates.data, i * run, changed, offset, run);
        }
        return new Array(whole, shape, changed, ofBatch || updates.ofBatch);
    }

    static int size(int... extents) {
        int size = 1;
        for (int extent : extents) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    static int[] strides(int... extents) {
        var strides = new int[extents.length];
        int stride = 1;
        for (int i = extents.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= extents[i];
        }
        return strides;
    }

    private static int[] broadcastSteps(int[] from, int[] to) {
        var steps = new int[to.length];
        int[] strides = strides(from);
        for (int i = 0; i < from.length; i++) {
            steps[to.length - from.length + i] = from[i] == 1 ? 0 : strides[i];
        }
        return steps;
    }

    private Array view(int[] extents, int[] steps, int offset) {
        int[] strides = strides(extents);
        return mapped(extents, i -> {
            int index = offset;
            for (int axis = 0; axis < extents.length; axis++) {
                index += i / strides[axis] % extents[axis] * steps[axis];
            }
            return index;
        });
    }

    private Array mapped(int[] extents, IntUnaryOperator source) {
        var mapped = new double[size(extents)];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = data[source.applyAsInt(i)];
        }
        return new Array(whole, extents, mapped, ofBatch);
    }
}
