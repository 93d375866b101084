package io.afos.model.onnx.folding;

import io.afos.model.onnx.file.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operators of ONNX that arrange the elements of constants. */
final class Shaping {

    private Shaping() {}

    static Array concat(Arguments in) {
        List<Array> parts = IntStream.range(0, in.count()).mapToObj(in::get).toList();
        int axis = in.axis("axis", 0);
        int[] first = parts.get(0).extents();
        long size = 0;
        for (Array part : parts) {
            int[] extents = part.extents();
            size += part.size();
            if (extents.length == first.length) {
                extents[axis] = first[axis];
            }
            if (!Arrays.equals(extents, first)) {
                throw in.node().refusal("its inputs do not fit each other");
            }
        }
        in.requireSize(size);
        return Array.concatenated(parts, axis);
    }

    static Array constantOfShape(Arguments in) {
        Tensor value = in.node().tensor("value").orElse(null);
        boolean known = value != null && value.hasValues() && value.size() == 1;
        return Array.uniform(
                value != null && !value.type().isReal(),
                in.extents(in.get(0).toWholes()),
                known ? value.values()[0] : 0);
    }

    static Array expand(Arguments in) {
        int[] extents = in.broadcast(in.get(0).extents(), in.extents(in.get(1).toWholes()));
        in.requireSize(extents);
        return in.get(0).expanded(extents);
    }

    static Array flatten(Arguments in) {
        long axis = in.node().whole("axis", 1);
        int[] extents = in.get(0).extents();
        int split = (int) Math.min(Math.max(0, axis < 0 ? axis + extents.length : axis), extents.length);
        int rows = Array.size(Arrays.copyOf(extents, split));
        return in.get(0).reshaped(rows, Array.size(Arrays.copyOfRange(extents, split, extents.length)));
    }

    static Array range(Arguments in) {
        double start = in.get(0).at(0);
        double step = in.get(2).at(0);
        double count = Math.max(0, Math.ceil((in.get(1).at(0) - start) / step));
        if (!(count <= Folding.MOST_ELEMENTS)) {
            throw in.node().refusal("its range is too long");
        }
        return new Array(
                in.get(0).isWhole(),
                new int[] {(int) count},
                IntStream.range(0, (int) count)
                        .mapToDouble(i -> start + i * step)
                        .toArray());
    }

    static Array reshape(Arguments in) {
        Array array = in.get(0);
        List<Long> shape = new ArrayList<>(in.get(1).toWholes());
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) == 0 && in.node().whole("allowzero", 0) == 0) {
                shape.set(i, (long) array.extent(i));
            }
        }
        long rest = shape.stream().filter(extent -> extent != -1).reduce(1L, Math::multiplyExact);
        List<Long> extents = shape.stream()
                .map(extent -> extent == -1 ? (rest == 0 ? 0 : array.size() / rest) : extent)
                .toList();
        int[] fitting = in.extents(extents);
        if (Array.size(fitting) != array.size()) {
            throw in.node().refusal("a constant of " + array.size() + " elements does not fit the shape " + shape);
        }
        return array.reshaped(fitting);
    }

    static Array slice(Arguments in) {
        Array array = in.get(0);
        List<Long> starts = in.numbers("starts", 1).orElse(List.of());
        List<Long> ends = in.numbers("ends", 2).orElse(List.of());
        List<Long> axes = in.numbers("axes", 3)
                .orElseGet(() -> IntStream.range(0, starts.size())
                        .mapToObj(i -> (long) i)
                        .toList());
        List<Long> steps =
                in.has(4) ? in.get(4).toWholes() : axes.stream().map(axis -> 1L).toList();
        for (int i = 0; i < starts.size(); i++) {
            int axis = in.axis(axes.get(i), array.rank());
            int extent = array.extent(axis);
            int step = (int) Math.max(-Folding.MOST_ELEMENTS, Math.min(steps.get(i), Folding.MOST_ELEMENTS));
            int start = bound(starts.get(i), extent, step < 0 ? -1 : 0);
            int end = bound(ends.get(i), extent, step < 0 ? -1 : 0);
            int count = step == 0 ? 0 : Math.max(0, (end - start + step - Integer.signum(step)) / step);
            array = array.sliced(axis, start, step, count);
        }
        return array;
    }

    /** A bound of a slice as an index: counted from the end if negative; backward slices begin at extent - 1 and end at -1. */
    private static int bound(long bound, int extent, int least) {
        long positive = bound < 0 ? Math.max(bound, -Integer.MAX_VALUE) + extent : bound;
        return (int) Math.max(least, Math.min(positive, extent + least));
    }

    static List<Array> split(Arguments in) {
        Array array = in.get(0);
        int axis = in.axis("axis", 0);
        int parts = in.node().outputs().size();
        long even = -Math.floorDiv(-array.extent(axis), parts);
        List<Long> lengths = in.numbers("split", 1)
                .orElseGet(() -> IntStream.range(0, parts)
                        .mapToObj(i -> Math.max(0, Math.min(even, array.extent(axis) - i * even)))
                        .toList());
        List<Array> outputs = new ArrayList<>();
        int start = 0;
        for (long length : lengths) {
            outputs.add(array.sliced(axis, start, 1, Math.toIntExact(length)));
            start += Math.toIntExact(length);
        }
        return outputs;
    }

    static Array squeeze(Arguments in) {
        Array array = in.get(0);
        Set<Integer> axes = axes(in, array.rank());
        boolean all = in.numbers("axes", 1).filter(given -> !given.isEmpty()).isEmpty();
        return array.reshaped(IntStream.range(0, array.rank())
                .filter(axis -> array.extent(axis) != 1 || !all && !axes.contains(axis))
                .map(array::extent)
                .toArray());
    }

    static Array unsqueeze(Arguments in) {
        Array array = in.get(0);
        List<Long> given = in.numbers("axes", 1).orElse(List.of());
        int rank = array.rank() + given.size();
        if (given.isEmpty()) {
            throw in.node().refusal("it has no axes");
        }
        Set<Integer> axes = axes(in, rank);
        var old = Arrays.stream(array.extents()).iterator();
        return array.reshaped(IntStream.range(0, rank)
                .map(axis -> axes.contains(axis) ? 1 : old.next())
                .toArray());
    }

    private static Set<Integer> axes(Arguments in, int rank) {
        return Arrays.stream(in.axes("axes", 1, rank)).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    static Array tile(Arguments in) {
        Array array = in.get(0);
        List<Long> repeats = in.get(1).toWholes();
        for (int axis = 0; axis < array.rank(); axis++) {
            long times = repeats.get(axis);
            in.requireSize(Math.multiplyExact(times, array.size()));
            Array part = array;
            array = Array.concatenated(
                    IntStream.range(0, Math.max(1, (int) times))
                            .mapToObj(i -> part)
                            .toList(),
                    axis);
        }
        return array;
    }

    static Array transpose(Arguments in) {
        Array array = in.get(0);
        int rank = array.rank();
        int[] permutation = in.node()
                .wholes("perm")
                .map(perm -> perm.stream().mapToInt(axis -> in.axis(axis, rank)).toArray())
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        if (permutation.length != rank || Arrays.stream(permutation).distinct().count() != rank) {
            throw in.node().refusal("its perm is no order of " + rank + " axes");
        }
        return array.transposed(permutation);
    }

    static Array reduce(Arguments in) {
        Array array = in.get(0);
        boolean keep = in.node().whole("keepdims", 1) == 1;
        int[] axes = in.axes("axes", 1, array.rank());
        for (int axis : axes) {
            array = reduced(in, array, axis);
        }
        Set<Integer> gone = Arrays.stream(axes).boxed().collect(Collectors.toSet());
        Array all = array;
        return array.reshaped(IntStream.range(0, array.rank())
                .filter(axis -> keep || !gone.contains(axis))
                .map(all::extent)
                .toArray());
    }

    private static Array reduced(Arguments in, Array array, int axis) {
        int[] extents = array.extents();
        int count = extents[axis];
        int inner = Array.strides(extents)[axis];
        extents[axis] = 1;
        var data = new double[Array.size(extents)];
        for (int i = 0; i < data.length; i++) {
            int start = i / inner * inner * count + i % inner;
            data[i] = IntStream.range(0, count)
                    .mapToDouble(j -> array.at(start + j * inner))
                    .reduce((a, b) -> switch (in.node().operator()) {
                        case "ReduceMax" -> Math.max(a, b);
                        case "ReduceMin" -> Math.min(a, b);
                        case "ReduceProd" -> a * b;
                        default -> a + b;
                    })
                    .orElse(0);
            data[i] /= in.node().is("ReduceMean") ? count : 1;
        }
        return new Array(array.isWhole(), extents, data, array.dependsOnBatch());
    }
}
