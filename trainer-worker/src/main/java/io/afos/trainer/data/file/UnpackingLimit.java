package io.afos.trainer.data.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Limits the number of files and total bytes unpacked from an archive, counted while reading. */
final class UnpackingLimit {

    private static final int MOST_FILES = 2_000_000;

    private final long maxBytes;
    private long bytes;
    private int files;

    UnpackingLimit(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void file() throws IOException {
        if (++files > MOST_FILES) {
            throw new IOException(String.format(Locale.ROOT, "it holds more than %,d files", MOST_FILES));
        }
    }

    /** Wraps a stream so that it fails when all streams of this limit together have produced too many bytes. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                count(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int n = super.read(target, offset, length);
                count(Math.max(0, n));
                return n;
            }
        };
    }

    private void count(int n) throws IOException {
        bytes += n;
        if (bytes > maxBytes) {
            throw new IOException(String.format(
                    Locale.ROOT, "it unpacks to more than %,d bytes (afos.worker.max-dataset-size)", maxBytes));
        }
    }
}
