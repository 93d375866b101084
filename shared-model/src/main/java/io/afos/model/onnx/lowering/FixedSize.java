package io.afos.model.onnx.lowering;

import io.afos.model.network.Window;
import io.afos.model.onnx.folding.Batch;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file that was written for images of one size means at other sizes: a pooling window over all of its input is a global pooling;
 * where a reshape repeats the last extents of its input, it keeps them; where it makes one row of each image, it does so; and a weight
 * that fitted what it met, such as that of a linear layer behind that row, fits it again.
 */
final class FixedSize {

    private enum Use {
        NONE,
        LEARNING,
        OTHER_SIZE
    }

    private final Use use;
    private final Set<String> global;
    private final Set<String> rows;
    private final Map<String, Integer> kept;

    private FixedSize(Use use, Set<String> global, Set<String> rows, Map<String, Integer> kept) {
        this.use = use;
        this.global = global;
        this.rows = rows;
        this.kept = kept;
    }

    /** Learns from a plan for the size of the file. */
    static FixedSize learning() {
        return new FixedSize(Use.LEARNING, new HashSet<>(), new HashSet<>(), new HashMap<>());
    }

    /** The plan is for the size of the file, or the file leaves the size open. */
    static FixedSize none() {
        return new FixedSize(Use.NONE, Set.of(), Set.of(), Map.of());
    }

    /** Uses what was learnt. */
    FixedSize learnt() {
        return new FixedSize(Use.OTHER_SIZE, global, rows, kept);
    }

    boolean isGlobal(Inputs in, Window window, boolean countPadding) {
        List<Long> shape = in.get(0).shape();
        String output = in.node().output();
        if (use == Use.LEARNING
                && isWhole(shape, window)
                && (!countPadding || window.padding().equals(List.of(0, 0, 0, 0)))) {
            global.add(output);
        }
        return global.contains(output);
    }

    private static boolean isWhole(List<Long> shape, Window window) {
        for (int i = 0; i < 2; i++) {
            long extent = shape.get(i + 2);
            long begin = window.padding().get(i);
            long kernel = window.kernel().get(i);
            boolean isOne = begin + extent + window.padding().get(i + 2)
                    < kernel + window.strides().get(i);
            if (begin + extent > kernel || !isOne || window.dilations().get(i) != 1) {
                return false;
            }
        }
        return true;
    }

    /** The target of a reshape at this size. */
    List<Long> target(Inputs in, List<Long> target) {
        List<Long> from = in.get(0).shape();
        String output = in.node().output();
        if (use == Use.LEARNING) {
            kept.put(output, commonEnd(from, target));
            if (isRow(in, from, target)) {
                rows.add(output);
            }
        }
        if (rows.contains(output)) {
            return List.of(from.get(0), -1L);
        }
        int count = Math.min(kept.getOrDefault(output, 0), from.size());
        List<Long> free = new ArrayList<>(target.subList(0, target.size() - count));
        free.addAll(from.subList(from.size() - count, from.size()));
        return free;
    }

    private static boolean isRow(Inputs in, List<Long> from, List<Long> target) {
        return from.size() > 2
                && target.size() == 2
                && from.get(0) == Batch.STAND_IN
                && (target.get(0) == in.batch() || target.get(0) == -1)
                && from.subList(1, from.size()).stream()
                        .reduce(1L, Math::multiplyExact)
                        .equals(target.get(1));
    }

    /** A matrix (out, in) for inputs of this length. */
    Weight fitted(Weight matrix, long length) {
        return use == Use.OTHER_SIZE ? matrix.reshaped(List.of(matrix.shape().get(0), length)) : matrix;
    }

    /** Positions that are added to a value of this shape. */
    Weight fitted(Weight positions, List<Long> shape) {
        if (use != Use.OTHER_SIZE || positions.shape().size() != shape.size()) {
            return positions;
        }
        List<Long> extents = new ArrayList<>(positions.shape());
        for (int i = 1; i < shape.size(); i++) {
            if (extents.get(i) != 1) {
                extents.set(i, shape.get(i));
            }
        }
        return positions.reshaped(extents);
    }

    private static int commonEnd(List<Long> one, List<Long> other) {
        int count = 0;
        int most = Math.min(one.size(), other.size());
        while (count < most && one.get(one.size() - 1 - count).equals(other.get(other.size() - 1 - count))) {
            count++;
        }
        return count;
    }
}
