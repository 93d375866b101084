package io.afos.trainer.data.format;

import io.afos.trainer.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The IDX format of the MNIST family (described on the MNIST page of LeCun, Cortes and Burges): a big-endian header
 * with magic number and sizes, followed by unsigned bytes.
 */
final class IdxFormat {

    /** The number of bytes before the first pixel. */
    static final int IMAGES_HEADER = 16;

    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    private IdxFormat() {}

    static int[] labels(byte[] content, int classes) throws IOException {
        ByteBuffer in = header(content, 8, LABELS);
        int count = in.getInt();
        requireLength(content, 8L + count);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = Byte.toUnsignedInt(in.get());
            if (labels[i] >= classes) {
                throw new IOException(String.format(
                        Locale.ROOT, "label %d of image %d is not one of %d classes", labels[i], i, classes));
            }
        }
        return labels;
    }

    /** @throws IOException if the content does not have this number of greyscale images of this shape */
    static void requireImages(byte[] content, int count, ImageShape shape) throws IOException {
        ByteBuffer in = header(content, IMAGES_HEADER, IMAGES);
        int found = in.getInt();
        int height = in.getInt();
        int width = in.getInt();
        if (found != count || height != shape.height() || width != shape.width()) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "it has %,d images of %d x %d, but there are labels for %,d of %d x %d",
                    found,
                    height,
                    width,
                    count,
                    shape.height(),
                    shape.width()));
        }
        requireLength(content, IMAGES_HEADER + (long) count * shape.bytes());
    }

    private static ByteBuffer header(byte[] content, int size, int magic) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(content);
        if (content.length < size || in.getInt() != magic) {
            throw new IOException(
                    String.format(Locale.ROOT, "it does not begin with the IDX magic number 0x%08x", magic));
        }
        return in;
    }

    private static void requireLength(byte[] content, long expected) throws IOException {
        if (content.length != expected) {
            throw new IOException(String.format(
                    Locale.ROOT, "it unpacks to %,d bytes, but its header announces %,d", content.length, expected));
        }
    }
}
