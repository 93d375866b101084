package io.afos.trainer.training;

import ai.djl.ndarray.NDManager;
import io.afos.trainer.image.ImageShape;

/** The images of a split, from which batches are taken. */
public interface ImageSet {

    ImageShape shape();

    int count();

    /**
     * Gives batches in this order; the last may be smaller.
     *
     * @param order positions of images
     * @param epoch decides random changes of the images, if there are any
     */
    Batches batches(long[] order, int batchSize, int epoch);

    /** Batches, one after the other. */
    interface Batches extends AutoCloseable {

        /** The next batch, on the device; belongs to {@code manager}. One has to be closed before the next is asked for. */
        ImageBatch next(NDManager manager);

        @Override
        void close();
    }
}
