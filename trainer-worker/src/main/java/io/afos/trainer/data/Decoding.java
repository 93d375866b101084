package io.afos.trainer.data;

import io.afos.trainer.image.Picture;
import io.afos.trainer.image.PictureReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the pictures of a data set on all processors and brings them to the size wanted. */
final class Decoding {

    private static final Logger log = LoggerFactory.getLogger(Decoding.class);
    private static final int MOST_DAMAGED = 10;
    private static final int AHEAD = 4; // encoded pictures waiting for each thread

    private final String dataset;
    private final ImageShape shape;
    private final PictureSink sink;
    private final Runnable activity;
    private final PictureReader reader = new PictureReader(Runtime.getRuntime().maxMemory() / 2);
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final Semaphore room = new Semaphore(AHEAD * threads);
    private final List<String> damaged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int seen;

    /** @param activity called for each picture; may throw to give up */
    Decoding(String dataset, ImageShape shape, PictureSink sink, Runnable activity) {
        this.dataset = dataset;
        this.shape = shape;
        this.sink = sink;
        this.activity = activity;
    }

    /** @throws DatasetException if pictures are damaged; the message names the first of them */
    void run(Listing listing) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "decoding");
            thread.setDaemon(true);
            return thread;
        });
        try {
            listing.pictures().each((position, picture) -> {
                activity.run();
                requireNoFailure();
                logProgress(listing.count());
                waitForRoom();
                pool.execute(() -> decode(position, picture));
            });
            finish(pool);
        } finally {
            pool.shutdownNow();
        }
        requireNoFailure();
        requireUndamaged();
    }

    private void decode(int position, Listing.Encoded encoded) {
        try {
            Picture picture = decoded(encoded);
            if (picture != null) {
                sink.put(position, picture.fitted(shape.height()).planes());
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private @Nullable Picture decoded(Listing.Encoded encoded) throws InterruptedException {
        try {
            return encoded.decode(reader);
        } catch (IOException e) {
            damaged.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void waitForRoom() throws IOException {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void finish(ExecutorService pool) throws IOException {
        pool.shutdown();
        try {
            while (!pool.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                activity.run();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", cause);
    }

    private void requireNoFailure() throws IOException {
        Throwable problem = failure.get();
        if (problem instanceof IOException e) {
            throw new IOException("images cannot be written: " + e.getMessage(), e);
        }
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem != null) {
            throw new IllegalStateException("images of data set %s cannot be prepared".formatted(dataset), problem);
        }
        if (damaged.size() >= MOST_DAMAGED) {
            requireUndamaged();
        }
    }

    private void requireUndamaged() {
        if (!damaged.isEmpty()) {
            List<String> some = List.copyOf(damaged);
            throw new DatasetException("data set %s: %s cannot be read. Repair or remove what is named: %s"
                    .formatted(
                            dataset,
                            some.size() == 1 ? "an image" : "%d images or more".formatted(some.size()),
                            String.join("; ", some)));
        }
    }

    private void logProgress(int count) {
        seen++;
        int tenth = Math.max(1_000, count / 10);
        if (seen % tenth == 0) {
            log.info("data set {}: {} of {} images prepared", dataset, seen, count);
        }
    }
}
