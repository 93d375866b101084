package io.afos.api.search.view;

import io.afos.api.job.JobState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search in a list of searches.
 *
 * @param proposed number of candidates so far
 * @param bestFitness the highest fitness so far; for a completed search, the highest mean of its replicated functions
 * @param obstacle why a running search cannot proceed at present; absent if it can
 */
public record SearchSummary(
        long id,
        String name,
        JobState state,
        String strategy,
        String dataset,
        String architecture,
        String recipeHash,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String submittedBy,
        int proposed,
        @Nullable Double bestFitness,
        @Nullable String obstacle) {

    SearchSummary with(@Nullable Double fitness, @Nullable String reason) {
        return new SearchSummary(
                id,
                name,
                state,
                strategy,
                dataset,
                architecture,
                recipeHash,
                createdAt,
                finishedAt,
                submittedBy,
                proposed,
                fitness,
                reason);
    }
}
