package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.afos.trainer.data.ImageShape;
import io.afos.trainer.data.LabelledImages;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** All images of a split as bytes in the device's memory, from which batches are taken. */
final class ResidentImages {

    private static final float WHITE = 255;

    private final NDArray pixels;
    private final NDArray labels;
    private final int count;

    /**
     * @param manager will own the arrays
     * @param positions which of the images
     */
    ResidentImages(NDManager manager, LabelledImages images, int[] positions) {
        ImageShape shape = images.shape();
        count = positions.length;
        ByteBuffer bytes = manager.allocateDirect(Math.multiplyExact(count, shape.bytes()));
        for (int position : positions) {
            images.copy(position, bytes);
        }
        pixels = manager.create(
                bytes.rewind(), new Shape(count, shape.channels(), shape.height(), shape.width()), DataType.UINT8);
        labels = manager.create(
                Arrays.stream(positions).mapToLong(p -> images.labels()[p]).toArray());
    }

    /**
     * Images and their classes.
     *
     * @param images (n, channels, height, width), 0 to 1
     * @param labels (n)
     */
    record Batch(NDArray images, NDArray labels) {}

    int count() {
        return count;
    }

    /** The images at the positions; belongs to {@code manager}. */
    Batch batch(NDManager manager, long[] positions) {
        NDArray chosen = manager.create(positions);
        NDArray bytes = take(manager, pixels, chosen);
        return new Batch(bytes.toType(DataType.FLOAT32, true).divi(WHITE), take(manager, labels, chosen));
    }

    private static NDArray take(NDManager manager, NDArray array, NDArray positions) {
        return array.get(manager, new NDIndex("{}", positions));
    }
}
