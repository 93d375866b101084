package io.afos.trainer.data.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks gzip files completely into memory. */
public final class Gzip {

    private static final long MOST_BYTES = 1 << 28;

    private Gzip() {}

    public static byte[] unpacked(InputStream packed, long maxBytes) throws IOException {
        byte[] whole;
        try (packed) {
            whole = packed.readAllBytes();
        }
        var limit = new UnpackingLimit(Math.min(maxBytes, MOST_BYTES));
        try (InputStream in = limit.counting(new GZIPInputStream(new ByteArrayInputStream(whole), 1 << 16))) {
            return in.readAllBytes();
        }
    }
}
