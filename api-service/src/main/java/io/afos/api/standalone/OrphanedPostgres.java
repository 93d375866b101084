package io.afos.api.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remains of a database server after a killed process or a crash of the machine: a running server, or only its pid
 * file, whose process id may meanwhile belong to another program.
 */
final class OrphanedPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanedPostgres.class);
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(10);
    private static final long STOP_SECONDS = 60;

    private final Path binaries;
    private final Path pidFile;

    /**
     * @param binaries the directory from which all servers for the data, and no others, are started
     * @param data the data directory, which the caller has locked
     */
    OrphanedPostgres(Path binaries, Path data) throws IOException {
        this.binaries = binaries.toRealPath();
        this.pidFile = data.resolve("postmaster.pid");
    }

    /**
     * Stops a server that is running on the data, and removes a pid file that would prevent a new server from starting.
     * Affects only PostgreSQL processes started from {@code binaries}.
     *
     * @throws StandaloneStartException if the server does not end, or if it is unclear whether one is running
     */
    void clear() throws IOException {
        List<ProcessHandle> servers = ProcessHandle.allProcesses()
                .filter(process -> executable(process).filter(this::isOurs).isPresent())
                .toList();
        if (!servers.isEmpty()) {
            stop(servers);
        }
        if (Files.exists(pidFile) && !isLeftToPostgres()) {
            LOG.info("Removing {}, left behind by a crash", pidFile);
            Files.delete(pidFile);
        }
    }

    /** Stops the main processes; their child processes end with them. */
    private static void stop(List<ProcessHandle> servers) {
        LOG.info(
                "Stopping the PostgreSQL (process {}) that an earlier run left running",
                servers.get(0).pid());
        servers.stream()
                .filter(server -> server.parent().filter(servers::contains).isEmpty())
                .forEach(ProcessHandle::destroy);
        try {
            CompletableFuture.allOf(servers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StandaloneStartException(
                    String.format(
                            Locale.ROOT,
                            "The PostgreSQL of an earlier run (process %d) did not stop.",
                            servers.get(0).pid()),
                    "Stop it, then start again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A new server ignores the pid file of a process that no longer exists, and cleans up after that process itself. */
    private boolean isLeftToPostgres() throws IOException {
        List<String> lines = Files.readAllLines(pidFile, StandardCharsets.ISO_8859_1);
        Optional<Long> pid = number(lines, 0);
        if (pid.isEmpty()) {
            return false;
        }
        Optional<ProcessHandle> named = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
        if (named.isEmpty()) {
            return true;
        }
        if (executable(named.get()).isEmpty() && startedWhenTheFileSays(named.get(), lines)) {
            throw new StandaloneStartException(
                    String.format(
                            Locale.ROOT,
                            "Process %d may be a PostgreSQL that is using %s.",
                            pid.get(),
                            pidFile.getParent()),
                    String.format(
                            Locale.ROOT,
                            "If it is one, stop that process; otherwise remove %s. Then start again.",
                            pidFile));
        }
        return false;
    }

    private static boolean startedWhenTheFileSays(ProcessHandle process, List<String> lines) {
        Optional<Instant> written = number(lines, 2).map(Instant::ofEpochSecond);
        Optional<Instant> started = process.info().startInstant();
        return written.isPresent()
                && started.isPresent()
                && Duration.between(started.get(), written.get()).abs().compareTo(START_TIME_TOLERANCE) <= 0;
    }

    private static Optional<Long> number(List<String> lines, int line) {
        try {
            return line < lines.size()
                    ? Optional.of(Long.parseLong(lines.get(line).strip()))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> executable(ProcessHandle process) {
        return process.info().command().map(Path::of);
    }

    private boolean isOurs(Path executable) {
        return executable.startsWith(binaries)
                && executable.getFileName().toString().startsWith("postgres");
    }
}
