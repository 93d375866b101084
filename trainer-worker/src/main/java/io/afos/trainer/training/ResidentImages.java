package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** All images of a split as bytes in the device's memory. */
public final class ResidentImages implements ImageSet {

    private final ImageShape shape;
    private final PixelScale scale;
    private final NDArray pixels;
    private final NDArray labels;
    private final int count;

    /**
     * @param manager will own the arrays
     * @param positions indices of the images
     */
    public ResidentImages(NDManager manager, LabelledImages images, int[] positions, PixelScale scale) {
        this.shape = images.shape();
        this.scale = scale;
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

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Batches batches(long[] order, int batchSize, int epoch) {
        return new Batches() {
            private int from;

            @Override
            public ImageBatch next(NDManager manager) {
                int to = Math.min(from + batchSize, order.length);
                ImageBatch batch = batch(manager, Arrays.copyOfRange(order, from, to));
                from = to;
                return batch;
            }

            @Override
            public void close() {
                // nothing to release
            }
        };
    }

    private ImageBatch batch(NDManager manager, long[] positions) {
        NDArray chosen = manager.create(positions);
        NDArray bytes = take(manager, pixels, chosen);
        return new ImageBatch(scale.apply(bytes), take(manager, labels, chosen), positions.length);
    }

    private static NDArray take(NDManager manager, NDArray array, NDArray positions) {
        return array.get(manager, new NDIndex("{}", positions));
    }
}
