package io.afos.trainer.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reading of compressed streams with a bound on what comes out. */
final class Unpacked {

    private Unpacked() {}

    static byte[] gzip(InputStream compressed, long maxBytes) throws IOException {
        try (var in = new GZIPInputStream(new BufferedInputStream(compressed, 1 << 16), 1 << 16)) {
            int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw tooLarge(maxBytes);
            }
            return content;
        }
    }

    static IOException tooLarge(long maxBytes) {
        return new IOException("it unpacks to more than %,d bytes (afos.worker.max-dataset-size)".formatted(maxBytes));
    }
}
