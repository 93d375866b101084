package io.afos.trainer.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
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
 * Decodes JPEG, PNG, TIFF, GIF, BMP and WebP files. Threads decode concurrently within a shared memory limit.
 *
 * <p>A picture is rotated upright as its camera recorded ({@link Orientation}). Transparent pixels are blended with a
 * white background. A GIF yields its whole canvas with the first frame. Colour profiles are ignored.
 */
public final class PictureReader {

    /** Pictures with more pixels are rejected before they are decoded. */
    public static final long MAX_PIXELS = 40_000_000;

    private static final int BYTES_PER_PIXEL =
            15; // as decoded by the library, up to four channels of 16 bits, as planes, and as rotated planes
    private static final int MEGABYTE = 1 << 20;
    private static final List<String> WARNINGS_OF_DAMAGE =
            List.of("truncated", "premature", "corrupt", "end of file", "end of stream", "eof");

    private final int megabytes;
    private final Semaphore memory;

    /** @param bytes memory for pictures being decoded; a single picture is decoded even if it needs more */
    public PictureReader(long bytes) {
        megabytes = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / MEGABYTE));
        memory = new Semaphore(megabytes, true);
    }

    /**
     * Decodes the first picture of a file.
     *
     * @throws IOException if the file is not a picture, is damaged or has too many pixels; the message does not name
     *     the file
     */
    public Picture read(byte[] file) throws IOException, InterruptedException {
        return read(file, UnaryOperator.identity());
    }

    /**
     * Decodes the first picture of a file and transforms it, within the same memory limit.
     *
     * @param then transforms the decoded picture
     * @throws IOException if the file is not a picture, is damaged or has too many pixels; the message does not name
     *     the file
     */
    public Picture read(byte[] file, UnaryOperator<Picture> then) throws IOException, InterruptedException {
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new IOException("it is not a JPEG, PNG, TIFF, GIF, BMP or WebP file");
            }
            ImageReader reader = readers.next();
            String name = reader.getFormatName().toUpperCase(Locale.ROOT);
            String format = name.equals("TIF") ? "TIFF" : name;
            try {
                boolean gif = format.equals("GIF");
                reader.setInput(stream, true, !gif);
                GifCanvas canvas = gif ? GifCanvas.of(reader) : null;
                int width = canvas == null ? reader.getWidth(0) : canvas.width();
                int height = canvas == null ? reader.getHeight(0) : canvas.height();
                return bounded(width, height, () -> {
                    BufferedImage image = decoded(reader);
                    Picture picture = new DecodedImage(canvas == null ? image : canvas.with(image)).picture();
                    return then.apply(Orientation.of(file).upright(picture));
                });
            } catch (IOException
                    | RuntimeException e) { // the libraries throw runtime exceptions for many malformed files
                throw new IOException(reason(format, e), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private interface Work {
        Picture run() throws IOException;
    }

    private Picture bounded(int width, int height, Work work) throws IOException, InterruptedException {
        long pixels = (long) width * height;
        if (pixels < 1 || pixels > MAX_PIXELS) {
            throw new UnfitPicture(String.format(
                    Locale.ROOT, "it has %d x %d pixels, at most %,d are allowed", width, height, MAX_PIXELS));
        }
        int share = (int) Math.min(megabytes, pixels * BYTES_PER_PIXEL / MEGABYTE + 1);
        memory.acquire(share);
        try {
            return work.run();
        } finally {
            memory.release(share);
        }
    }

    /** Some readers only warn about a truncated picture. */
    private static BufferedImage decoded(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            String text = warning.toLowerCase(Locale.ROOT);
            if (WARNINGS_OF_DAMAGE.stream().anyMatch(text::contains)) {
                throw new IOException(warning);
            }
        }
        return image;
    }

    private static final class UnfitPicture extends IOException {
        private static final long serialVersionUID = 1L;

        UnfitPicture(String message) {
            super(message);
        }
    }

    /** A description of the problem. */
    private static String reason(String format, Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnfitPicture) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof EOFException || cause instanceof IndexOutOfBoundsException) {
                return String.format(Locale.ROOT, "this %s ends too early: it has been cut off or is damaged", format);
            }
        }
        String message = problem instanceof IOException ? problem.getMessage() : null;
        return message == null || message.equals("null")
                ? String.format(Locale.ROOT, "this %s is malformed: it has been cut off or is damaged", format)
                : String.format(Locale.ROOT, "this %s is damaged: %s", format, message);
    }
}
