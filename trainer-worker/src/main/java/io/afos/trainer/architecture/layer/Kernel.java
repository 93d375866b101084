package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.types.Shape;

/**
 * The square window of a convolution or pooling, in pixels.
 *
 * @param size of a side
 * @param stride from one window to the next
 * @param padding rows and columns of zeros added on each side
 */
public record Kernel(int size, int stride, int padding) {

    /** A window of odd size, padded so that stride 1 keeps height and width. */
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

    /** How many windows fit a side of so many pixels. */
    long count(long side) {
        return (side + 2L * padding - size) / stride + 1;
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
