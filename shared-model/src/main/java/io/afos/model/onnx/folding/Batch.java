package io.afos.model.onnx.folding;

import java.util.List;

/**
 * The number of images, which a plan leaves open. While shapes are computed a prime stands in for it, so that a multiple of the prime
 * in a shape is that multiple of the number of images; no extent of a network comes near it otherwise.
 */
public final class Batch {

    public static final long STAND_IN = 1_000_003;

    private Batch() {}

    /** Whether a number stands for a multiple of the number of images. */
    public static boolean isMultiple(long extent) {
        return extent != 0 && extent % STAND_IN == 0;
    }

    /** A shape with the prime, as plans write it: a multiple of the batch is negative. */
    public static List<Long> toPlan(List<Long> shape) {
        return shape.stream()
                .map(extent -> isMultiple(extent) ? -extent / STAND_IN : extent)
                .toList();
    }

    /** A shape of a plan with the prime. */
    public static List<Long> fromPlan(List<Long> shape) {
        return shape.stream()
                .map(extent -> extent < 0 ? -extent * STAND_IN : extent)
                .toList();
    }
}
