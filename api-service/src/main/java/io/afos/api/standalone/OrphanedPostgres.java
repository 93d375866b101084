package io.afos.api.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database server that outlived the process that had started it. */
final class OrphanedPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(10);
    private static final long STOP_SECONDS = 60;

    private OrphanedPostgres() {}

    /**
     * Stops the server at work on {@code data}, if there is one. The process that the server's pid file names is touched
     * only when it is a PostgreSQL started at the time that the file says, since process ids are used again.
     *
     * @throws IllegalStateException if it does not stop
     */
    static void stop(Path data) throws IOException {
        Optional<ProcessHandle> orphan = find(data.resolve("postmaster.pid"));
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle server = orphan.get();
        LOG.info("Stopping the PostgreSQL (process {}) that an earlier run left at work", server.pid());
        server.destroy();
        try {
            server.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "PostgreSQL process %d of an earlier run does not end; stop it and start again"
                            .formatted(server.pid()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Optional<ProcessHandle> find(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        try {
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(process -> isPostgres(process.info(), started));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle.Info process, Instant started) {
        boolean named = process.command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
                .isPresent();
        boolean sameStart = process.startInstant()
                .filter(start -> Duration.between(start, started).abs().compareTo(START_TIME_TOLERANCE) <= 0)
                .isPresent();
        return named && sameStart;
    }
}
