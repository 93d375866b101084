package io.afos.model.network;

import java.util.ArrayList;
import java.util.List;

/** What makes fewer numbers of many. */
public sealed interface Pooling extends Operation {

    /** Pixels of a dilated window, which are handled one by one. */
    int MOST_DILATED = 1_024;

    record Max(Window window) implements Pooling {
        @Override
        public Extents shape(List<Extents> inputs) {
            return pooled(window, inputs);
        }
    }

    /** @param countPadding whether the padding counts as zeros; otherwise the average is over the pixels of the image */
    record Average(Window window, boolean countPadding) implements Pooling {
        @Override
        public Extents shape(List<Extents> inputs) {
            return pooled(window, inputs);
        }
    }

    /**
     * Over whole axes.
     *
     * @param keep whether the axes stay, with size 1
     */
    record Reduce(Kind kind, List<Integer> axes, boolean keep) implements Pooling {

        public enum Kind {
            MEAN,
            SUM,
            MAX,
            MIN
        }

        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public Extents shape(List<Extents> inputs) {
            Operation.requireInputs(inputs, 1, 1);
            Extents x = inputs.get(0);
            Operation.require(!axes.isEmpty(), "reduces no axis");
            List<Integer> reduced = axes.stream().map(x::axis).distinct().toList();
            reduced.forEach(axis -> Operation.require(x.size(axis) > 0, "reduces " + x + " over the images"));
            var sizes = new ArrayList<Long>();
            for (int axis = 0; axis < x.rank(); axis++) {
                if (!reduced.contains(axis)) {
                    sizes.add(x.size(axis));
                } else if (keep) {
                    sizes.add(1L);
                }
            }
            return new Extents(sizes);
        }
    }

    private static Extents pooled(Window window, List<Extents> inputs) {
        Operation.requireInputs(inputs, 1, 1);
        Extents image = inputs.get(0);
        Operation.require(image.rank() == 4, "pools " + image + ", not images");
        Operation.require(
                window.dilations().equals(List.of(1, 1))
                        || window.kernel().get(0) * window.kernel().get(1) <= MOST_DILATED,
                "pools more than " + MOST_DILATED + " pixels that are apart");
        for (int axis = 0; axis < 4; axis++) {
            Operation.require(
                    window.padding().get(axis)
                            < window.kernel().get(axis % 2) * window.dilations().get(axis % 2),
                    "has windows of padding alone");
        }
        return window.over(image);
    }
}
