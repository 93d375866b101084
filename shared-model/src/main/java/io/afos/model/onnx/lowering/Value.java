package io.afos.model.onnx.lowering;

import io.afos.model.onnx.folding.Array;
import java.util.ArrayList;
import java.util.List;

/** What a name of the graph stands for while it is lowered. */
sealed interface Value {

    /** The shape, in which a prime stands for the batch. */
    List<Long> shape();

    /** Numbers that are known. */
    record Constant(Array array) implements Value {
        @Override
        public List<Long> shape() {
            return array.shape();
        }
    }

    /**
     * A weight that no step holds yet.
     *
     * @param transposed whether it is the transposed matrix of the file's
     */
    record Weight(String name, List<Long> shape, boolean transposed) implements Value {

        public Weight {
            shape = List.copyOf(shape);
        }

        Weight reshaped(List<Long> extents) {
            return new Weight(name, extents, transposed);
        }

        Weight permuted(List<Integer> permutation) {
            List<Long> extents = new ArrayList<>();
            permutation.forEach(axis -> extents.add(shape.get(axis)));
            boolean swaps = permutation.equals(List.of(1, 0));
            return new Weight(name, extents, transposed != swaps);
        }

        long size() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /** The output of a step of the plan. */
    record Computed(int step, List<Long> shape) implements Value {
        public Computed {
            shape = List.copyOf(shape);
        }
    }
}
