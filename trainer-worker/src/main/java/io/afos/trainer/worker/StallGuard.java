package io.afos.trainer.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a training has made no progress for too long, since a hung native call cannot be ended
 * otherwise.
 */
final class StallGuard {

    private static final Logger log = LoggerFactory.getLogger(StallGuard.class);

    private final AtomicReference<@Nullable Attempt> training;
    private final Duration timeout;
    private final Runnable end;

    /**
     * @param training the attempt in training
     * @param end what to do about a stalled attempt
     */
    StallGuard(AtomicReference<@Nullable Attempt> training, Duration timeout, Runnable end) {
        this.training = training;
        this.timeout = timeout;
        this.end = end;
    }

    void start() {
        var thread = new Thread(this::watch, "stall-guard");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long pause = Math.max(10, Math.min(1_000, timeout.toMillis() / 4));
        try {
            while (!check()) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean check() {
        Attempt attempt = training.get();
        if (attempt == null || attempt.stillFor().compareTo(timeout) <= 0) {
            return false;
        }
        log.error(
                "evaluation {} attempt {} has made no progress for {} (afos.worker.stall-timeout) at step {};"
                        + " terminating the process",
                attempt.task().evaluationId(),
                attempt.task().attempt(),
                timeout,
                attempt.progress().step());
        end.run();
        return true;
    }
}
