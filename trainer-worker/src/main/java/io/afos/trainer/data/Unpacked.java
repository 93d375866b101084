package io.afos.trainer.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Reading of compressed streams with a bound on what comes out. */
final class Unpacked {

    private Unpacked() {}

    static byte[] gzip(InputStream compressed, long maxBytes) throws IOException {
        try (var in = new GZIPInputStream(new BufferedInputStream(compressed, 1 << 16), 1 << 16)) {
            return readAll(in, maxBytes);
        }
    }

    static byte[] readAll(InputStream in, long maxBytes) throws IOException {
        var out = new ByteArrayOutputStream(1 << 16);
        byte[] chunk = new byte[1 << 16];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (out.size() + (long) n > Math.min(maxBytes, Integer.MAX_VALUE - 8)) {
                throw new IOException(
                        "it unpacks to more than %,d bytes (afos.worker.max-dataset-size)".formatted(maxBytes));
            }
            out.write(chunk, 0, n);
        }
        return out.toByteArray();
    }
}
