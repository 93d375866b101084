package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.afos.model.recipe.Normalization;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import java.nio.ByteBuffer;

/**
 * Maps bytes to the network's input: (x / 255 - mean) / deviation, per channel.
 *
 * @param means one per channel; empty for 0
 * @param deviations standard deviations, one per channel; empty for 1
 */
public record PixelScale(float[] means, float[] deviations) {

    private static final float WHITE = 255;
    private static final PixelScale UNIT = new PixelScale(new float[0], new float[0]);

    /**
     * The scale that a recipe specifies.
     *
     * @param positions indices of the training images
     * @param activity called for each image read; may throw to cancel
     */
    public static PixelScale of(
            Normalization normalization, LabelledImages images, int[] positions, Runnable activity) {
        return normalization == Normalization.UNIT ? UNIT : standardizing(images, positions, activity);
    }

    /** Exact: counts the bytes of each channel by value. */
    private static PixelScale standardizing(LabelledImages images, int[] positions, Runnable activity) {
        ImageShape shape = images.shape();
        int size = shape.height() * shape.width();
        long[][] counts = new long[shape.channels()][256];
        byte[] image = new byte[shape.bytes()];
        for (int position : positions) {
            activity.run();
            images.copy(position, ByteBuffer.wrap(image));
            for (int i = 0; i < image.length; i++) {
                counts[i / size][image[i] & 0xff]++;
            }
        }
        float[] means = new float[shape.channels()];
        float[] deviations = new float[shape.channels()];
        for (int c = 0; c < means.length; c++) {
            double mean = mean(counts[c], 0, 1);
            double variance = mean(counts[c], mean, 2);
            means[c] = (float) mean;
            deviations[c] = variance == 0 ? 1 : (float) Math.sqrt(variance);
        }
        return new PixelScale(means, deviations);
    }

    /** The mean of (value / 255 - origin)^power. */
    private static double mean(long[] counts, double origin, int power) {
        double sum = 0;
        long count = 0;
        for (int value = 0; value < counts.length; value++) {
            sum += counts[value] * Math.pow(value / (double) WHITE - origin, power);
            count += counts[value];
        }
        return sum / count;
    }

    /** @param bytes (n, channels, height, width) */
    NDArray apply(NDArray bytes) {
        NDArray unit = bytes.toType(DataType.FLOAT32, true).divi(WHITE);
        if (means.length == 0) {
            return unit;
        }
        NDManager manager = unit.getManager();
        var shape = new Shape(1, means.length, 1, 1);
        return unit.subi(manager.create(means, shape)).divi(manager.create(deviations, shape));
    }
}
