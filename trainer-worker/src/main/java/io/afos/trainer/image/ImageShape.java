package io.afos.trainer.image;

import java.util.Locale;

/** The size of every image of a data set. */
public record ImageShape(int channels, int height, int width) {

    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "an image needs at least one channel, row and column, not %d x %d x %d",
                    channels,
                    height,
                    width));
        }
    }

    /** The number of bytes of one image. */
    public int bytes() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
