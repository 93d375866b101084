package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.afos.model.network.Extents;
import io.afos.model.network.Window;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** Pooling pixel by pixel of the window, for windows that the engine cannot move. */
final class WindowPixels {

    private final Window window;
    private final Extents image;
    private final Extents result;
    private final Shape around;

    /** @param image the shape of the images */
    WindowPixels(Window window, Extents image) {
        this.window = window;
        this.image = image;
        result = window.over(image);
        List<Integer> padding = window.padding();
        around = ArrangementFunctions.beforeAndAfter(
                padding.subList(0, 2),
                List.of(covered(0) - size(0) - padding.get(0), covered(1) - size(1) - padding.get(1)));
    }

    /** The padding by which images become what all windows cover; after the image it can be less than nothing. */
    Shape around() {
        return around;
    }

    /**
     * The images that the pixels of all windows are, one for each pixel, combined.
     *
     * @param covered the images with {@link #around}
     */
    NDArray combined(NDArray covered, BinaryOperator<NDArray> operator) {
        NDArray combined = null;
        for (int row = 0; row < window.kernel().get(0); row++) {
            for (int column = 0; column < window.kernel().get(1); column++) {
                NDArray pixel = pixel(covered, row, column);
                if (combined == null) {
                    combined = pixel;
                } else {
                    try (NDArray before = combined;
                            NDArray next = pixel) {
                        combined = operator.apply(before, next);
                    }
                }
            }
        }
        return Objects.requireNonNull(combined);
    }

    private NDArray pixel(NDArray covered, int row, int column) {
        try (NDArray rows = along(covered, 0, row)) {
            return along(rows, 1, column);
        }
    }

    private NDArray along(NDArray x, int axis, int position) {
        long start = (long) position * window.dilations().get(axis);
        long stride = window.strides().get(axis);
        return JniUtils.slice((PtNDArray) x, 2 + axis, start, start + (positions(axis) - 1) * stride + 1, stride);
    }

    /** An image of 1 where there are pixels that count, and 0 elsewhere. */
    NDArray counted(NDManager manager, boolean padding) {
        try (NDArray ones = manager.ones(new Shape(1, 1, size(0), size(1)))) {
            if (!padding) {
                return ones.pad(around, 0);
            }
            List<Integer> sides = window.padding();
            Shape counting = ArrangementFunctions.beforeAndAfter(sides.subList(0, 2), sides.subList(2, 4));
            Shape beyond = ArrangementFunctions.beforeAndAfter(List.of(0, 0), List.of(beyond(0), beyond(1)));
            try (NDArray padded = ones.pad(counting, 1)) {
                return padded.pad(beyond, 0);
            }
        }
    }

    private long beyond(int axis) {
        List<Integer> sides = window.padding();
        return covered(axis) - size(axis) - sides.get(axis) - sides.get(axis + 2);
    }

    private long size(int axis) {
        return image.size(2 + axis);
    }

    private long positions(int axis) {
        return result.size(2 + axis);
    }

    /** The pixels from the first of the first window to the last of the last one. */
    private long covered(int axis) {
        return (positions(axis) - 1) * window.strides().get(axis)
                + (long) window.dilations().get(axis) * (window.kernel().get(axis) - 1)
                + 1;
    }
}
