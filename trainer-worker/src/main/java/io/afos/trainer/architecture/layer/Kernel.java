package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.types.Shape;

/**
 * The square window of a convolution or pooling, in pixels.
 *
 * @param size side length
 * @param stride distance between windows
 * @param padding rows and columns of zeros added on each side
 */
public record Kernel(int size, int stride, int padding) {

    /** A window of odd size, padded so that stride 1 preserves height and width. */
    public static Kernel same(int size, int stride) {
        return new Kernel(size, stride, size / 2);
    }

    public static Kernel unpadded(int size, int stride) {
        return new Kernel(size, stride, 0);
    }

    Shape window() {
        return square(size);
    }

    Shape strides() {
        return square(stride);
    }

    Shape paddings() {
        return square(padding);
    }

    /** The number of windows along a side of this many pixels. */
    long count(long side) {
        return (side + 2L * padding - size) / stride + 1;
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
