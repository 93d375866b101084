package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.afos.trainer.image.ImageShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Batches filled by a separate thread, two ahead of the one in use. */
final class PrefetchedBatches implements ImageSet.Batches {

    private static final int BUFFERS = 3;

    private final StreamedImages images;
    private final long[] order;
    private final int batchSize;
    private final int epoch;
    private final int imageBytes;
    private final BlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Thread filler = new Thread(this::fill, "batches");

    /** A batch in Java's memory, or the reason why there is none. */
    private record Filled(
            ByteBuffer pixels, long[] labels, @Nullable Throwable problem) {}

    PrefetchedBatches(StreamedImages images, long[] order, int batchSize, int epoch) {
        this.images = images;
        this.order = order;
        this.batchSize = batchSize;
        this.epoch = epoch;
        this.imageBytes = images.shape().bytes();
        int bytes = Math.multiplyExact(Math.min(batchSize, order.length), imageBytes);
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
        }
        filler.setDaemon(true);
        filler.start();
    }

    private void fill() {
        try {
            for (int from = 0; from < order.length; from += batchSize) {
                int to = Math.min(from + batchSize, order.length);
                long[] positions = Arrays.copyOfRange(order, from, to);
                ByteBuffer pixels = empty.take().clear();
                write(positions, pixels);
                filled.put(new Filled(
                        pixels.limit(positions.length * imageBytes),
                        Arrays.stream(positions).map(images::label).toArray(),
                        null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the consumer has closed the batches
        } catch (RuntimeException | Error e) {
            filled.add(new Filled(ByteBuffer.allocate(0), new long[0], e));
        }
    }

    /** Augmentation takes processor time and runs on all processors. */
    private void write(long[] positions, ByteBuffer pixels) {
        IntStream each = IntStream.range(0, positions.length);
        (images.changes() ? each.parallel() : each)
                .forEach(i -> images.write(positions[i], epoch, pixels.slice(i * imageBytes, imageBytes)));
    }

    @Override
    public ImageBatch next(NDManager manager) {
        Filled batch = take();
        ImageShape shape = images.shape();
        int count = batch.labels().length;
        try (NDArray bytes = manager.create(
                batch.pixels(), new Shape(count, shape.channels(), shape.height(), shape.width()), DataType.UINT8)) {
            return new ImageBatch(images.scale().apply(bytes), manager.create(batch.labels()), count);
        } finally {
            empty.add(batch.pixels()); // the scaled images are a copy
        }
    }

    private Filled take() {
        try {
            Filled batch = filled.take();
            if (batch.problem() != null) {
                throw new IllegalStateException("images cannot be read", batch.problem());
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingStoppedException("interrupted");
        }
    }

    @Override
    public void close() {
        filler.interrupt();
        try {
            filler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
