package io.afos.trainer.data.prepared;

import io.afos.trainer.image.ImageShape;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Images with their classes: each image channel by channel and row by row, 0 to 255 as unsigned bytes. Thread-safe. */
public final class LabelledImages {

    private final ImageShape shape;
    private final Pixels pixels;
    private final int first;
    private final int[] labels;

    /**
     * @param pixels the images in sequence; not copied, so it must not be modified
     * @param labels the class of each image, counted from 0; not copied either
     */
    public LabelledImages(ImageShape shape, byte[] pixels, int[] labels) {
        this(shape, Pixels.of(pixels, shape.bytes()), 0, labels);
        if ((long) labels.length * shape.bytes() != pixels.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%,d labels do not match %,d bytes of pixels of %s images",
                    labels.length,
                    pixels.length,
                    shape));
        }
    }

    /** @param first index of the first of these images among the pixels */
    LabelledImages(ImageShape shape, Pixels pixels, int first, int[] labels) {
        this.shape = shape;
        this.pixels = pixels;
        this.first = first;
        this.labels = labels;
    }

    /** The size of every image. */
    public ImageShape shape() {
        return shape;
    }

    public int count() {
        return labels.length;
    }

    /** The class of each image, counted from 0. */
    public int[] labels() {
        return labels;
    }

    /** Writes the pixels of the image at this index. */
    public void copy(int position, ByteBuffer to) {
        pixels.copy(first + position, to);
    }

    /** The pixels of the image at this index. */
    public byte[] image(int position) {
        byte[] image = new byte[shape.bytes()];
        copy(position, ByteBuffer.wrap(image));
        return image;
    }
}
