package io.afos.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What moves numbers and computes none. */
public sealed interface Arrangement extends Operation {

    record Concat(int axis) implements Arrangement {
        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 1, 1_024);
            Extents first = inputs.get(0);
            long size = 0;
            for (Extents part : inputs) {
                Operation.require(
                        part.rank() == first.rank()
                                && part.with(axis, 1).equals(first.with(axis, 1))
                                && part.size(axis) > 0,
                        "joins " + inputs + ", which do not fit each other");
                size += part.size(axis);
            }
            return first.with(axis, size);
        }
    }

    /**
     * Elements {@code start}, {@code start + step}, ... below {@code end} of an axis.
     *
     * @param start from 0
     * @param step at least 1
     */
    record Slice(int axis, int start, int end, int step) implements Arrangement {
        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            Operation.require(
                    start >= 0 && start < end && end <= x.fixed(axis) && step >= 1,
                    "takes elements " + start + " to " + end + " of axis " + axis + " of " + x);
            return x.with(axis, ((long) end - start + step - 1) / step);
        }
    }

    record Reshape(Extents shape) implements Arrangement {
        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            Operation.require(
                    x.elements() == shape.elements() && x.batchAxes() == shape.batchAxes() && x.batchAxes() <= 1,
                    x + " cannot have the shape " + shape);
            return shape;
        }
    }

    record Transpose(List<Integer> permutation) implements Arrangement {
        public Transpose {
            permutation = List.copyOf(permutation);
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            List<Integer> axes = IntStream.range(0, x.rank()).boxed().toList();
            Operation.require(
                    permutation.stream().sorted().toList().equals(axes),
                    "arranges the axes of " + x + " as " + permutation);
            return new Extents(permutation.stream().map(x::size).toList());
        }
    }

    /**
     * With one number around.
     *
     * @param begin how many before the first element of each axis
     * @param end how many after the last element of each axis
     */
    record Pad(List<Integer> begin, List<Integer> end, float value) implements Arrangement {
        public Pad {
            begin = List.copyOf(begin);
            end = List.copyOf(end);
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            Operation.require(begin.size() == x.rank() && end.size() == x.rank(), "pads other axes than " + x + " has");
            var sizes = new ArrayList<Long>();
            for (int axis = 0; axis < x.rank(); axis++) {
                long more = (long) begin.get(axis) + end.get(axis);
                Operation.require(
                        begin.get(axis) >= 0 && end.get(axis) >= 0 && (more == 0 || x.size(axis) > 0),
                        "pads " + x + " by " + begin + " and " + end);
                sizes.add(x.size(axis) + more);
            }
            return new Extents(sizes);
        }
    }

    /** Repeats what has size 1. */
    record Expand(Extents shape) implements Arrangement {
        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            Operation.require(x.broadcast(shape).equals(shape), x + " cannot be expanded to " + shape);
            return shape;
        }
    }

    /**
     * Elements of one axis by their numbers, in place of that axis.
     *
     * @param shape of the numbers
     * @param indices in row-major order, from 0
     */
    record Gather(int axis, Extents shape, List<Integer> indices) implements Arrangement {
        public Gather {
            indices = List.copyOf(indices);
            Operation.require(
                    indices.size() == shape.elements() && indices.size() <= Source.Constant.MAX_VALUES,
                    "gathers " + indices.size() + " elements for a shape " + shape);
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Extents x = only(inputs);
            int size = x.fixed(axis);
            Operation.require(
                    indices.stream().allMatch(index -> index >= 0 && index < size),
                    "gathers elements that axis " + axis + " of " + x + " does not have");
            int at = x.axis(axis);
            return new Extents(
                    Stream.of(x.sizes().subList(0, at), shape.sizes(), x.sizes().subList(at + 1, x.rank()))
                            .flatMap(List::stream)
                            .toList());
        }
    }

    private static Extents only(List<Extents> inputs) {
        Operation.requireInputs(inputs, 1, 1);
        return inputs.get(0);
    }
}
