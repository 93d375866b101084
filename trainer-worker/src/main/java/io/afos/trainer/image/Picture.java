package io.afos.trainer.image;

import java.util.Arrays;
import java.util.Locale;

/**
 * A picture. The array is not copied, so it must not be modified.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param planes channel by channel, row by row, 0 to 255 as unsigned bytes
 */
public record Picture(int channels, int height, int width, byte[] planes) {

    public Picture {
        if ((long) channels * height * width != planes.length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d bytes do not match a %d x %d picture of %d channels",
                    planes.length,
                    height,
                    width,
                    channels));
        }
    }

    /** This picture in colour; the grey of a grey picture is copied to all channels. */
    public Picture inColour() {
        if (channels == 3) {
            return this;
        }
        byte[] colour = Arrays.copyOf(planes, 3 * planes.length);
        System.arraycopy(planes, 0, colour, planes.length, planes.length);
        System.arraycopy(planes, 0, colour, 2 * planes.length, planes.length);
        return new Picture(3, height, width, colour);
    }

    /** The central square, resampled to {@code size} x {@code size} pixels by {@link Resampling}. */
    public Picture fitted(int size) {
        if (height == size && width == size) {
            return this;
        }
        int side = Math.min(height, width);
        int top = (height - side) / 2;
        int left = (width - side) / 2;
        var resampling = new Resampling(side, size);
        byte[] fitted = new byte[channels * size * size];
        for (int c = 0; c < channels; c++) {
            resampling.square(planes, (c * height + top) * width + left, width, fitted, c * size * size);
        }
        return new Picture(channels, size, size, fitted);
    }
}
