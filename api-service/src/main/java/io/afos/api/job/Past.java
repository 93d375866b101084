package io.afos.api.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The history of a job that was submitted to another installation.
 *
 * @param finishedAt {@code null} if it has not ended
 * @param pausedSeconds total time paused
 * @param elapsedSeconds total time excluding pauses
 * @param failure why it failed; {@code null} if it did not
 */
public record Past(
        JobState state,
        Instant createdAt,
        @Nullable Instant finishedAt,
        double pausedSeconds,
        double elapsedSeconds,
        @Nullable String failure) {

    /** @throws IllegalArgumentException if finishedAt or failure does not match the state */
    public Past {
        require(state.isFinal() == (finishedAt != null), "finishedAt");
        require(finishedAt == null || !finishedAt.isBefore(createdAt), "finishedAt");
        require((state == JobState.FAILED) == (failure != null), "failure");
    }

    private static void require(boolean condition, String field) {
        if (!condition) {
            throw new IllegalArgumentException(field + " does not match the state");
        }
    }

    /** The time of the export of a job that had not ended. */
    Instant stoppedAt() {
        return createdAt.plusMillis(Math.round(1000 * (elapsedSeconds + pausedSeconds)));
    }
}
