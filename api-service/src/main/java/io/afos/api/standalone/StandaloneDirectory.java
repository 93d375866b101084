package io.afos.api.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The directory that holds all data of a standalone service, locked by one process at a time. */
final class StandaloneDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "standalone.lock";

    private final Path path;
    private final FileChannel lockFile;

    private StandaloneDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory if it does not exist, and locks it for this process.
     *
     * @throws StandaloneStartException if another process has locked it, or it is not writable
     */
    static StandaloneDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        Path lock = path.resolve(LOCK_FILE);
        try {
            Files.createDirectories(path, OwnerOnly.directory());
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw inUse(path, lock);
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(
                    Long.toString(ProcessHandle.current().pid())));
            return new StandaloneDirectory(path, channel);
        } catch (IOException e) {
            throw new StandaloneStartException(
                    String.format(Locale.ROOT, "The directory %s cannot be used (%s).", path, e),
                    "Make it writable, or choose another one with --afos.standalone.directory=DIRECTORY.");
        }
    }

    Path path() {
        return path;
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static StandaloneStartException inUse(Path path, Path lock) throws IOException {
        String owner = Files.readString(lock).strip();
        return new StandaloneStartException(
                String.format(
                        Locale.ROOT,
                        "AFOS is already running in %s%s.",
                        path,
                        owner.isEmpty() ? "" : " (process " + owner + ")"),
                "Use the running instance, stop it first, or give this one another directory and port with"
                        + " --afos.standalone.directory=DIRECTORY --server.port=PORT.");
    }
}
