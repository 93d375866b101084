package io.afos.trainer.training;

import io.afos.trainer.data.prepared.LabelledImages;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.RandomChanges;
import io.afos.trainer.random.RandomStream;
import io.afos.trainer.random.RandomStream.Purpose;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The images of a split where the data set stores them, usually on disk. A separate thread gathers the next batches,
 * and augments their images if requested, while the device computes.
 */
public final class StreamedImages implements ImageSet {

    private final LabelledImages images;
    private final int[] positions;
    private final PixelScale scale;
    private final @Nullable Changes changes;

    /**
     * The random augmentation.
     *
     * @param seed together with the epoch and the index of an image, it determines the augmentation
     */
    public record Changes(RandomChanges standard, long seed) {

        Random random(int epoch, long image) {
            return RandomStream.of(seed, Purpose.AUGMENTATION, ((long) epoch << 32) + image);
        }
    }

    /** @param positions indices of the images */
    public StreamedImages(LabelledImages images, int[] positions, PixelScale scale, @Nullable Changes changes) {
        this.images = images;
        this.positions = positions;
        this.scale = scale;
        this.changes = changes;
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public int count() {
        return positions.length;
    }

    @Override
    public Batches batches(long[] order, int batchSize, int epoch) {
        return new PrefetchedBatches(this, order, batchSize, epoch);
    }

    /** Whether images are augmented. */
    boolean changes() {
        return changes != null;
    }

    PixelScale scale() {
        return scale;
    }

    long label(long position) {
        return images.labels()[positions[(int) position]];
    }

    /** Writes the pixels of an image as augmented in this epoch. */
    void write(long position, int epoch, ByteBuffer to) {
        int image = positions[(int) position];
        if (changes == null) {
            images.copy(image, to);
            return;
        }
        byte[] changed = new byte[shape().bytes()];
        changes.standard().apply(images.image(image), changed, changes.random(epoch, position));
        to.put(changed);
    }
}
