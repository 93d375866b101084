package io.afos.trainer.worker;

import io.afos.model.message.FolderFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to report findings about folders: when they are new, and from time to time again in case a message was
 * lost.
 */
final class FolderNews {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Supplier<List<FolderFacts>> facts;
    private final Clock clock;
    private List<FolderFacts> told = List.of();
    private Instant due = Instant.MIN;

    FolderNews(Supplier<List<FolderFacts>> facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /** The findings to report now; {@code null} if there is nothing new. */
    synchronized @Nullable List<FolderFacts> next() {
        List<FolderFacts> now = facts.get();
        if (now.equals(told) && clock.instant().isBefore(due)) {
            return null;
        }
        told = now;
        due = clock.instant().plus(AGAIN);
        return now;
    }
}
