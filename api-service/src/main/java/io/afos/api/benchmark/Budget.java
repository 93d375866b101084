package io.afos.api.benchmark;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a benchmark may cost; trainings that were known before cost nothing. */
public record Budget(
        @Schema(description = "New trainings; a benchmark that needs more is refused") @Nullable
        Integer maxTrainings,

        @Schema(description = "Seconds of workers' time; the benchmark ends when they are used up") @Nullable
        Double maxTrainingSeconds) {

    public static final Budget UNLIMITED = new Budget(null, null);
}
