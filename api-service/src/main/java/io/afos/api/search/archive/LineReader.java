package io.afos.api.search.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line, up to a maximum line length. */
final class LineReader {

    private static final int MAX_LENGTH = 1024 * 1024;

    private final InputStream in;
    private int number;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** The number of the last line read, from 1. */
    int number() {
        return number;
    }

    /**
     * The next line, or {@code null} after the last one.
     *
     * @throws ArchiveRefused if the line is too long
     */
    @Nullable
    String next() throws IOException {
        number++;
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == MAX_LENGTH) {
                throw new ArchiveRefused(number, String.format(Locale.ROOT, "has more than %,d bytes", MAX_LENGTH));
            }
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
