package io.afos.api.evaluation.attempt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time after this service, the broker or the database was away in which no attempt counts as lost: what workers had to
 * say meanwhile may still be on its way.
 */
final class OutageGrace {

    private final Duration length;
    private volatile @Nullable Long begunNanos;

    OutageGrace(Duration length) {
        this.length = length;
    }

    void begin() {
        begunNanos = System.nanoTime();
    }

    boolean isOver() {
        Long begun = begunNanos;
        return begun != null && System.nanoTime() - begun >= length.toNanos();
    }
}
