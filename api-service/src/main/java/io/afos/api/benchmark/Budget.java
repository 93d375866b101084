package io.afos.api.benchmark;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The limits of a benchmark; a training that has its result or is done for another job costs nothing. */
public record Budget(
        @Schema(description = "Number of new trainings; a benchmark that needs more is rejected") @Nullable
        Integer maxTrainings,

        @Schema(description = "Worker seconds; the benchmark ends when they are used up") @Nullable
        Double maxTrainingSeconds) {

    public static final Budget UNLIMITED = new Budget(null, null);
}
