package io.afos.trainer.data.prepared;

import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.Listing;
import io.afos.trainer.image.ImageShape;
import io.afos.trainer.image.Picture;
import io.afos.trainer.image.PictureReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the pictures of a data set on all processors and resizes them. */
final class Decoding {

    private static final Logger log = LoggerFactory.getLogger(Decoding.class);
    private static final int MOST_DAMAGED = 10;
    private static final int AHEAD = 4; // encoded pictures waiting per thread, fewer if they are large
    private static final int KILOBYTE = 1 << 10;

    private final String dataset;
    private final ImageShape shape;
    private final PictureSink sink;
    private final Runnable activity;
    private final PictureReader reader = new PictureReader(Runtime.getRuntime().maxMemory() / 2);
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final int kilobytes =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4 / KILOBYTE);
    private final Semaphore room = new Semaphore(kilobytes);
    private final List<String> damaged = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final BitSet shown = new BitSet();
    private int seen;

    /** @param activity called for each picture; may throw to cancel */
    Decoding(String dataset, ImageShape shape, PictureSink sink, Runnable activity) {
        this.dataset = dataset;
        this.shape = shape;
        this.sink = sink;
        this.activity = activity;
    }

    /**
     * Decodes all pictures.
     *
     * @throws DatasetException if pictures are damaged, in which case the message names the first ones, or if the sink
     *     fails
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    void run(Listing listing) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "decoding");
            thread.setDaemon(true);
            return thread;
        });
        try {
            listing.pictures().each((position, bytes, picture) -> {
                activity.run();
                requireNoFailure();
                note(position, listing.count());
                int share = Math.min(kilobytes, Math.max(bytes / KILOBYTE + 1, kilobytes / (AHEAD * threads)));
                waitForRoom(share);
                pool.execute(() -> {
                    try {
                        decode(position, picture);
                    } finally {
                        room.release(share);
                    }
                });
            });
            finish(pool);
        } finally {
            pool.shutdownNow();
        }
        requireNoFailure();
        requireUndamaged();
        requireAll(listing.count());
    }

    private void decode(int position, Listing.Encoded encoded) {
        try {
            Picture picture = decoded(encoded);
            if (picture != null) {
                sink.put(position, picture.planes());
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Picture decoded(Listing.Encoded encoded) throws InterruptedException {
        try {
            return encoded.decode(reader, shape.height());
        } catch (IOException e) {
            damaged.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void waitForRoom(int share) {
        try {
            room.acquire(share);
        } catch (InterruptedException e) {
            throw DataFiles.interrupted(e);
        }
    }

    private void finish(ExecutorService pool) {
        pool.shutdown();
        try {
            while (!pool.awaitTermination(200, TimeUnit.MILLISECONDS)) {
                activity.run();
            }
        } catch (InterruptedException e) {
            throw DataFiles.interrupted(e);
        }
    }

    private void requireNoFailure() {
        Throwable problem = failure.get();
        if (problem instanceof IOException e) {
            throw new DatasetException(
                    String.format(
                            Locale.ROOT,
                            "data set %s: its prepared images cannot be written (%s). Check the free space and"
                                    + " permissions of .ready in the data directory",
                            dataset,
                            e.getMessage()),
                    e);
        }
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem != null) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "images of data set %s cannot be prepared", dataset), problem);
        }
        if (damaged.size() >= MOST_DAMAGED) {
            requireUndamaged();
        }
    }

    private void requireUndamaged() {
        if (!damaged.isEmpty()) {
            List<String> some = List.copyOf(damaged);
            throw new DatasetException(String.format(
                    Locale.ROOT,
                    "data set %s: %s cannot be read. Repair or remove: %s",
                    dataset,
                    some.size() == 1 ? "an image" : String.format(Locale.ROOT, "%d images or more", some.size()),
                    String.join("; ", some)));
        }
    }

    private void note(int position, int count) {
        if (position >= count || shown.get(position)) {
            throw changed(String.format(Locale.ROOT, "there are more than the expected %,d images", count));
        }
        shown.set(position);
        seen++;
        int tenth = Math.max(1_000, count / 10);
        if (seen % tenth == 0) {
            log.info("data set {}: {} of {} images prepared", dataset, seen, count);
        }
    }

    private void requireAll(int count) {
        int missing = count - seen;
        if (missing > 0) {
            throw changed(String.format(Locale.ROOT, "%,d of its %,d images are missing", missing, count));
        }
    }

    private DatasetException changed(String found) {
        return new DatasetException(String.format(
                Locale.ROOT,
                "data set %s changed while it was read: %s. Do not modify its files until it is ready",
                dataset,
                found));
    }
}
