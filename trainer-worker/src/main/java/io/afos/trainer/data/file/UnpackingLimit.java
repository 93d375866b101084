package io.afos.trainer.data.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What an archive may unpack to: so many files, so many bytes in all. Counts along while it is read. */
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

    /** The same stream, which breaks off when too much has come out of all streams of these limit. */
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
