package io.afos.trainer.data;

import java.nio.ByteBuffer;

/**
 * Images with their classes. The arrays are shared, not copied: nobody may change them.
 *
 * @param shape the size of every image
 * @param pixels one image after the other, each channel by channel and row by row, 0 to 255 as unsigned bytes
 * @param labels the class of each image, counted from 0
 */
public record LabelledImages(ImageShape shape, byte[] pixels, int[] labels) {

    public LabelledImages {
        if ((long) labels.length * shape.bytes() != pixels.length) {
            throw new IllegalArgumentException("%,d labels do not fit %,d bytes of pixels of %s images"
                    .formatted(labels.length, pixels.length, shape));
        }
    }

    public int count() {
        return labels.length;
    }

    /** Writes the pixels of the image at this position. */
    public void copy(int position, ByteBuffer to) {
        to.put(pixels, position * shape.bytes(), shape.bytes());
    }
}
