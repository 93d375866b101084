package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import io.afos.trainer.image.ImageShape;

/** The images of a split, from which batches are taken. */
public interface ImageSet {

    ImageShape shape();

    int count();

    /**
     * Returns batches in this order; the last may be smaller.
     *
     * @param order indices of images
     * @param epoch determines the random augmentation, if any
     */
    Batches batches(long[] order, int batchSize, int epoch);

    /** A sequence of batches. */
    interface Batches extends AutoCloseable {

        /**
         * The next batch, on the device; belongs to {@code manager}. A batch must be closed before the next one is
         * requested.
         */
        ImageBatch next(NDManager manager);

        @Override
        void close();
    }
}
