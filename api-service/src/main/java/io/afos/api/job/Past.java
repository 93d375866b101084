package io.afos.api.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a job came where it was submitted.
 *
 * @param finishedAt {@code null} if it has not ended
 * @param pausedSeconds how long it was paused
 * @param elapsedSeconds how long it went on, pauses left out
 * @param failure why it failed; {@code null} if it did not
 */
public record Past(
        JobState state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        double pausedSeconds,
        double elapsedSeconds,
        @Nullable String failure) {

    /** @throws IllegalArgumentException if an end or a failure does not suit the state */
    public Past {
        require(state.isFinal() == (finishedAt != null), "finishedAt");
        require(finishedAt == null || !finishedAt.isBefore(createdAt), "finishedAt");
        require((state == JobState.FAILED) == (failure != null), "failure");
    }

    private static void require(boolean condition, String field) {
        if (!condition) {
            throw new IllegalArgumentException(field + " does not suit the state");
        }
    }

    /** When it was looked at, if it had not ended. */
    Instant stoppedAt() {
        return createdAt.plusMillis(Math.round(1000 * (elapsedSeconds + pausedSeconds)));
    }
}
