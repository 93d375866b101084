package io.afos.api.search.archive;

import io.afos.api.problem.InvalidRequest;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/** Reads an archive line by line. An error names the number of the line. */
final class ArchiveReader {

    private final LineReader lines;
    private final ObjectReader json;

    ArchiveReader(LineReader lines, ObjectReader json) {
        this.lines = lines;
        this.json = json;
    }

    ArchiveLine next() throws IOException {
        String text = lines.next();
        if (text == null) {
            throw refused("is missing: the file is incomplete");
        }
        try {
            @Nullable ArchiveLine line = json.readValue(text);
            if (line == null) {
                throw refused("must be an object");
            }
            return line;
        } catch (JacksonException e) {
            throw refused("cannot be read: " + JsonReason.of(e));
        }
    }

    /** The next line, with the fingerprints of today. */
    ArchiveLine next(@Nullable FormerArchive former) throws IOException {
        ArchiveLine line = next();
        return former == null ? line : checked(() -> former.renewed(line));
    }

    /** Only an empty line may follow. */
    void requireEnd() throws IOException {
        String text = lines.next();
        if (text != null && !text.isBlank()) {
            throw refused("must not come after the end");
        }
    }

    /** Rejects the last line read if the check fails. */
    void check(Runnable check) {
        checked(() -> {
            check.run();
            return true;
        });
    }

    private <T> T checked(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException | InvalidRequest e) {
            throw refused("is invalid: " + e.getMessage());
        }
    }

    ArchiveRefused refused(String reason) {
        return new ArchiveRefused(lines.number(), reason);
    }
}
