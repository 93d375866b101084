package io.afos.trainer.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG, TIFF, GIF and BMP files, from several threads at once within a bound on the memory that they take
 * together.
 *
 * <p>Grey stays grey: its samples are taken as they are, whereas {@link BufferedImage#getRGB} would brighten them, since it
 * takes them for linear light. Transparency is ignored, and so are colour profiles and the orientation that a camera notes.
 */
public final class PictureReader {

    /** Pictures of more pixels are refused before they are decoded. */
    public static final long MAX_PIXELS = 40_000_000;

    private static final int BYTES_PER_PIXEL =
            12; // as the library has it, up to four channels of 16 bits, and as planes
    private static final int MEGABYTE = 1 << 20;

    private final int megabytes;
    private final Semaphore memory;

    /** @param bytes memory that pictures may take while they are decoded; a single one is decoded whatever it takes */
    public PictureReader(long bytes) {
        megabytes = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / MEGABYTE));
        memory = new Semaphore(megabytes, true);
    }

    /**
     * Decodes the first picture of a file.
     *
     * @throws IOException if it is no picture, is damaged or has too many pixels; the message says so without a name
     */
    public Picture read(byte[] file) throws IOException, InterruptedException {
        return read(file, UnaryOperator.identity());
    }

    /**
     * Decodes the first picture of a file and makes another of it, within the same bound on memory.
     *
     * @param then takes the picture as decoded
     * @throws IOException if it is no picture, is damaged or has too many pixels; the message says so without a name
     */
    public Picture read(byte[] file, UnaryOperator<Picture> then) throws IOException, InterruptedException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("it is no JPEG, PNG, TIFF, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return read(reader, then);
            } finally {
                reader.dispose();
            }
        }
    }

    private Picture read(ImageReader reader, UnaryOperator<Picture> then) throws IOException, InterruptedException {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels < 1 || pixels > MAX_PIXELS) {
                throw new IOException("it has %d x %d pixels, at most %,d are read"
                        .formatted(reader.getWidth(0), reader.getHeight(0), MAX_PIXELS));
            }
            int share = (int) Math.min(megabytes, pixels * BYTES_PER_PIXEL / MEGABYTE + 1);
            memory.acquire(share);
            try {
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                Picture picture = picture(reader.read(0));
                requireWhole(warnings);
                return then.apply(picture);
            } finally {
                memory.release(share);
            }
        } catch (RuntimeException e) { // the libraries' answer to much of what is malformed
            throw new IOException(e.toString(), e);
        }
    }

    /** Of a picture that ends too early the JPEG reader only warns. */
    private static void requireWhole(List<String> warnings) throws IOException {
        for (String warning : warnings) {
            String text = warning.toLowerCase(Locale.ROOT);
            if (text.contains("truncated") || text.contains("premature") || text.contains("corrupt")) {
                throw new IOException(warning);
            }
        }
    }

    private static Picture picture(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        boolean samples = !(colours instanceof IndexColorModel)
                && (raster.getTransferType() == DataBuffer.TYPE_BYTE
                        || raster.getTransferType() == DataBuffer.TYPE_USHORT)
                && (bands <= 2 || colours.getColorSpace().getType() == ColorSpace.TYPE_RGB)
                && colours.getComponentSize(0) >= 8;
        return samples ? bySamples(image, raster, bands >= 3 ? 3 : 1) : byColours(image);
    }

    private static Picture bySamples(BufferedImage image, Raster raster, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        int shift = image.getColorModel().getComponentSize(0) - 8;
        int bands = raster.getNumBands();
        byte[] planes = new byte[channels * height * width];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int c = 0; c < channels; c++) {
                int at = (c * height + y) * width;
                for (int x = 0; x < width; x++) {
                    planes[at + x] = (byte) (row[x * bands + c] >> shift);
                }
            }
        }
        return new Picture(channels, height, width, planes);
    }

    private static Picture byColours(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int size = height * width;
        byte[] planes = new byte[3 * size];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                planes[at] = (byte) (row[x] >> 16);
                planes[size + at] = (byte) (row[x] >> 8);
                planes[2 * size + at] = (byte) row[x];
            }
        }
        return new Picture(3, height, width, planes);
    }
}
