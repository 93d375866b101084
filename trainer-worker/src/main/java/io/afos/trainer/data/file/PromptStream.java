package io.afos.trainer.data.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream that fails when a read takes too long; the body of an HTTP response would wait forever for a silent server. */
final class PromptStream extends FilterInputStream {

    private static final int LOOKS = 4;

    private final Duration patience;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "download watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile boolean stalled;

    /** @param in closed from another thread when a read takes longer than the patience */
    PromptStream(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        long pause = patience.toNanos() / LOOKS;
        watch.scheduleAtFixedRate(this::look, pause, pause, TimeUnit.NANOSECONDS);
    }

    private void look() {
        if (waiting && System.nanoTime() - waitingSince > patience.toNanos()) {
            stalled = true;
            try {
                in.close();
            } catch (IOException e) {
                watch.shutdown(); // the read fails by itself
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        waiting = true;
        try {
            int n = super.read(target, offset, length);
            if (n < 0 && stalled) {
                throw new IOException("closed");
            }
            return n;
        } catch (IOException e) {
            throw stalled
                    ? new IOException(String.format(Locale.ROOT, "no data received for %d s", patience.toSeconds()), e)
                    : e;
        } finally {
            waiting = false;
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        super.close();
    }
}
