package io.afos.trainer.data.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Files packed by gzip that are held in memory whole. */
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
