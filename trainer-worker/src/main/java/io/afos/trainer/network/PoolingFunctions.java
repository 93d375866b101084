package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.network.Extents;
import io.afos.model.network.Pooling;
import io.afos.model.network.Pooling.Average;
import io.afos.model.network.Pooling.Max;
import io.afos.model.network.Pooling.Reduce;
import io.afos.model.network.Window;
import java.util.Comparator;
import java.util.List;

/** What makes fewer numbers of many. */
final class PoolingFunctions {

    private PoolingFunctions() {}

    /** @param input the shape of the input */
    static StepFunction of(Pooling pooling, Extents input) {
        if (pooling instanceof Max max) {
            return max(max.window(), input);
        } else if (pooling instanceof Average average) {
            return average(average, input);
        } else if (pooling instanceof Reduce reduce) {
            return reduce(reduce, input.rank());
        }
        throw new IllegalArgumentException("no function for " + pooling);
    }

    private static StepFunction max(Window window, Extents input) {
        if (isNative(window)) {
            Shape kernel = Sizes.pair(window.kernel());
            Shape strides = Sizes.pair(window.strides());
            Shape padding = Sizes.pair(window.padding());
            return (operands, pass) ->
                    JniUtils.maxPool((PtNDArray) operands[0], kernel, strides, padding, window.ceil());
        }
        var pixels = new WindowPixels(window, input);
        return (operands, pass) -> {
            try (NDArray padded = operands[0].pad(pixels.around(), Double.NEGATIVE_INFINITY)) {
                return pixels.combined(padded, NDArray::maximum);
            }
        };
    }

    private static StepFunction average(Average average, Extents input) {
        Window window = average.window();
        if (isNative(window)) {
            boolean counted = average.countPadding() || window.padding().equals(List.of(0, 0, 0, 0));
            return (operands, pass) -> counted ? averaged(operands[0], window) : averagedInside(operands[0], window);
        }
        var pixels = new WindowPixels(window, input);
        return (operands, pass) -> {
            try (NDArray padded = operands[0].pad(pixels.around(), 0);
                    NDArray sums = pixels.combined(padded, NDArray::add);
                    NDArray counted = pixels.counted(operands[0].getManager(), average.countPadding());
                    NDArray counts = pixels.combined(counted, NDArray::add)) {
                return sums.div(counts);
            }
        };
    }

    /** The engine counts padding as zeros, whatever it is told. */
    private static NDArray averaged(NDArray x, Window window) {
        return JniUtils.avgPool(
                (PtNDArray) x,
                Sizes.pair(window.kernel()),
                Sizes.pair(window.strides()),
                Sizes.pair(window.padding()),
                window.ceil(),
                true);
    }

    private static NDArray averagedInside(NDArray x, Window window) {
        Shape shape = x.getShape();
        try (NDArray averages = averaged(x, window);
                NDArray ones = x.getManager().ones(new Shape(1, 1, shape.get(2), shape.get(3)));
                NDArray inside = averaged(ones, window)) {
            return averages.div(inside);
        }
    }

    /** The engine's own pooling has no dilation, the same padding on both sides, and at most half a window of it. */
    private static boolean isNative(Window window) {
        List<Integer> padding = window.padding();
        return window.dilations().equals(List.of(1, 1))
                && padding.subList(0, 2).equals(padding.subList(2, 4))
                && 2 * padding.get(0) <= window.kernel().get(0)
                && 2 * padding.get(1) <= window.kernel().get(1);
    }

    private static StepFunction reduce(Reduce reduce, int rank) {
        int[] fromLast = reduce.axes().stream()
                .map(axis -> Math.floorMod(axis, rank))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
        if (reduce.kind() == Reduce.Kind.SUM) {
            return (operands, pass) -> operands[0].sum(fromLast, reduce.keep());
        }
        return (operands, pass) -> {
            NDArray result = reduced(reduce, operands[0], fromLast[0]);
            for (int i = 1; i < fromLast.length; i++) {
                try (NDArray before = result) {
                    result = reduced(reduce, before, fromLast[i]);
                }
            }
            return result;
        };
    }

    private static NDArray reduced(Reduce reduce, NDArray x, int axis) {
        int[] axes = {axis};
        return switch (reduce.kind()) {
            case MEAN -> x.mean(axes, reduce.keep());
            case SUM -> x.sum(axes, reduce.keep());
            case MAX -> x.max(axes, reduce.keep());
            case MIN -> x.min(axes, reduce.keep());
        };
    }
}
