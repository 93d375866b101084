package io.afos.api.evaluation.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notices when the database's clock has gone further than time has: it was set, or a machine was suspended. */
final class ClockWatch {

    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private @Nullable Instant lastTime;
    private long lastNanos;

    /**
     * Looks at the clock again.
     *
     * @param time of the database's clock
     * @param nanos of a clock that stands still while the machine is suspended, such as {@link System#nanoTime}
     * @return whether the clock has jumped forward since the last look
     */
    boolean hasJumped(Instant time, long nanos) {
        Instant before = lastTime;
        Duration passed = Duration.ofNanos(nanos - lastNanos);
        lastTime = time;
        lastNanos = nanos;
        return before != null && Duration.between(before, time).minus(passed).compareTo(TOLERANCE) > 0;
    }
}
