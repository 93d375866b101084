package io.afos.trainer.data.prepared;

import java.nio.ByteBuffer;
import java.util.List;

/** The pixels of images of one size in sequence, in memory or in a mapped file. Thread-safe. */
final class Pixels {

    private static final int MOST_BYTES = 1 << 30;

    private final int imageBytes;
    private final int imagesPerSegment;
    private final List<ByteBuffer> segments;

    private Pixels(int imageBytes, int imagesPerSegment, List<ByteBuffer> segments) {
        this.imageBytes = imageBytes;
        this.imagesPerSegment = imagesPerSegment;
        this.segments = segments;
    }

    static Pixels of(byte[] pixels, int imageBytes) {
        return new Pixels(imageBytes, Integer.MAX_VALUE, List.of(ByteBuffer.wrap(pixels)));
    }

    /** @param segments all but the last contain {@link #imagesPerSegment(int)} images */
    static Pixels of(List<ByteBuffer> segments, int imageBytes) {
        return new Pixels(imageBytes, imagesPerSegment(imageBytes), segments);
    }

    /** A buffer can address at most 2 GB. */
    static int imagesPerSegment(int imageBytes) {
        return Math.max(1, MOST_BYTES / imageBytes);
    }

    void copy(int image, ByteBuffer to) {
        ByteBuffer segment = segments.get(image / imagesPerSegment);
        to.put(to.position(), segment, image % imagesPerSegment * imageBytes, imageBytes);
        to.position(to.position() + imageBytes);
    }
}
