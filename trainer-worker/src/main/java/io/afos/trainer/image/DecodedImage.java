package io.afos.trainer.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * An image as decoded by the library. Grey samples are used unchanged, whereas {@link BufferedImage#getRGB} would
 * brighten them, since it treats them as linear light. Transparent pixels are blended with a white background.
 */
record DecodedImage(BufferedImage image) {

    private static final int WHITE = 255;

    Picture picture() {
        ColorModel colours = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        boolean samples = !(colours instanceof IndexColorModel)
                && (raster.getTransferType() == DataBuffer.TYPE_BYTE
                        || raster.getTransferType() == DataBuffer.TYPE_USHORT)
                && (bands <= 2 || colours.getColorSpace().getType() == ColorSpace.TYPE_RGB)
                && colours.getComponentSize(0) >= 8;
        return samples ? bySamples(raster, bands >= 3 ? 3 : 1) : byColours();
    }

    private Picture bySamples(Raster raster, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        ColorModel colours = image.getColorModel();
        int shift = colours.getComponentSize(0) - 8;
        int bands = raster.getNumBands();
        boolean transparent = colours.hasAlpha() && bands > channels;
        boolean multiplied = colours.isAlphaPremultiplied();
        byte[] planes = new byte[channels * height * width];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int c = 0; c < channels; c++) {
                int at = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    int sample = row[x * bands + c] >> shift;
                    if (transparent) {
                        int alpha = row[x * bands + channels] >> shift;
                        sample = multiplied ? Math.min(WHITE, sample + WHITE - alpha) : onWhite(sample, alpha);
                    }
                    planes[at + x] = (byte) sample;
                }
            }
        }
        return new Picture(channels, height, width, planes);
    }

    private Picture byColours() {
        int width = image.getWidth();
        int height = image.getHeight();
        int size = height * width;
        byte[] planes = new byte[3 * size];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int alpha = row[x] >>> 24;
                planes[at] = (byte) onWhite(row[x] >> 16 & 0xff, alpha);
                planes[size + at] = (byte) onWhite(row[x] >> 8 & 0xff, alpha);
                planes[2 * size + at] = (byte) onWhite(row[x] & 0xff, alpha);
            }
        }
        return new Picture(3, height, width, planes);
    }

    /** Rounded to nearest. */
    private static int onWhite(int sample, int alpha) {
        return (sample * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE;
    }
}
