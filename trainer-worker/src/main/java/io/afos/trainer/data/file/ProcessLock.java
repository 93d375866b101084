package io.afos.trainer.data.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock between processes on one file system: one does a piece of work while the others wait. */
public final class ProcessLock {

    private static final int PAUSE_MILLIS = 500;

    private ProcessLock() {}

    /** Work done under the lock. */
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Waits for the lock and does the work.
     *
     * @param file created if it does not exist, and not deleted
     * @param activity called repeatedly while waiting; may throw to cancel
     */
    public static <T> T hold(Path file, Runnable activity, Work<T> work) throws IOException {
        Files.createDirectories(file.getParent());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (!taken(channel)) {
                activity.run();
                pause();
            }
            return work.run();
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process holds it
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw DataFiles.interrupted(e);
        }
    }
}
