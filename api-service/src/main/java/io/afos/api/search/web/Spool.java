package io.afos.api.search.web;

import io.afos.api.problem.Overloaded;
import io.afos.api.search.archive.SearchExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an export to a compressed file before it is sent, so that a slow reader holds neither a snapshot of the database nor the
 * place of another export.
 */
final class Spool {

    private static final int AT_A_TIME = 16;

    private final Semaphore files = new Semaphore(AT_A_TIME);

    /**
     * @param export writes to a target
     * @param receiver opened when the export is complete
     * @throws Overloaded if too many clients are reading
     */
    void send(Consumer<SearchExport.Target> export, SearchExport.Target receiver) throws IOException {
        if (!files.tryAcquire()) {
            throw new Overloaded("Too many exports are being read; try again in a few seconds.");
        }
        try {
            Path file = Files.createTempFile("afos-export", ".gz");
            try {
                write(export, file);
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    in.transferTo(receiver.open());
                }
            } finally {
                Files.delete(file);
            }
        } finally {
            files.release();
        }
    }

    private static void write(Consumer<SearchExport.Target> export, Path file) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            export.accept(() -> out);
        }
    }
}
