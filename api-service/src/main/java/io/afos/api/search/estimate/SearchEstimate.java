package io.afos.api.search.estimate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a search would take. */
@Schema(name = "SearchEstimate")
public record SearchEstimate(
        @Schema(description = "Candidates of the whole search; about, if some are promoted")
        int candidates,

        @Schema(description = "Baselines and the replication of the best included")
        Amount trainings,

        @Schema(
                description =
                        "Expected: as many a training as were measured, since some end early; at most: as many as the recipe"
                                + " asks for")
        Amount epochs,

        @Schema(
                description =
                        "Trainings that it would ask for, as far as the dry run went, and that were done here before; the"
                                + " expected numbers leave them out")
        long alreadyTrained,

        @Schema(description = "Expected; absent if nothing like it was measured") @Nullable
        Double hours,

        Throughput throughput,

        @Schema(description = "What to know about the numbers")
        List<String> notes) {

    public record Amount(long expected, long atMost) {}

    /** What the hours come from. */
    @Schema(name = "EstimatedThroughput")
    public record Throughput(
            Basis basis,

            @Schema(description = "Trainings that were measured")
            int trainings,

            @Nullable Double secondsPerEpoch,

            @Schema(description = "Of full trainings under the same recipe") @Nullable
            Double epochsPerTraining,

            @Schema(description = "Live workers that can train on the data set")
            int workers) {}

    /** Which trainings were measured. */
    public enum Basis {
        /** Under the same recipe, shortened ones included. */
        RECIPE,
        /** Of the same network on the same data set, in images of the same size. */
        NETWORK,
        /** None. */
        NONE
    }
}
