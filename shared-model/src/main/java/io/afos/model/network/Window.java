package io.afos.model.network;

import java.util.List;

/**
 * A window that moves over images.
 *
 * @param kernel its height and width
 * @param strides down and to the right
 * @param dilations down and to the right
 * @param padding at the top, left, bottom and right
 * @param ceil whether the last window may reach beyond the padding
 */
public record Window(
        List<Integer> kernel, List<Integer> strides, List<Integer> dilations, List<Integer> padding, boolean ceil) {

    private static final int MAX = 4_096;

    public Window {
        kernel = sizes("kernel", kernel, 2, 1);
        strides = sizes("strides", strides, 2, 1);
        dilations = sizes("dilations", dilations, 2, 1);
        padding = sizes("padding", padding, 4, 0);
    }

    private static List<Integer> sizes(String what, List<Integer> sizes, int count, int least) {
        Operation.require(
                sizes.size() == count && sizes.stream().allMatch(size -> size >= least && size <= MAX),
                what + " is " + sizes + ", not " + count + " numbers from " + least + " to " + MAX);
        return List.copyOf(sizes);
    }

    /** The shape of what it gives on images (n, channels, height, width). */
    public Extents over(Extents image) {
        return image.with(2, positions(0, image.fixed(2))).with(3, positions(1, image.fixed(3)));
    }

    private long positions(int axis, long size) {
        int begin = padding.get(axis);
        long padded = begin + size + padding.get(axis + 2);
        int covered = dilations.get(axis) * (kernel.get(axis) - 1) + 1;
        Operation.require(
                padded >= covered,
                "a window of " + covered + " pixels does not fit into " + padded + ": choose larger images");
        int stride = strides.get(axis);
        long free = padded - covered;
        long positions = (ceil ? (free + stride - 1) / stride : free / stride) + 1;
        boolean lastIsPadding = ceil && (positions - 1) * stride >= size + begin;
        return lastIsPadding ? positions - 1 : positions;
    }
}
