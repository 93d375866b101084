package io.afos.api.search.estimate;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The estimated cost of a search. */
@Schema(name = "SearchEstimate")
public record SearchEstimate(
        @Schema(description = "Candidates of the whole search; approximate if some are promoted")
        int candidates,

        @Schema(description = "Including baselines and the replication of the best functions")
        Amount trainings,

        @Schema(
                description =
                        "Expected: the measured mean per training, since some end early. At most: the epochs of the"
                                + " recipe")
        Amount epochs,

        @Schema(
                description =
                        "Trainings, as far as the dry run covers them, that have already run in this installation;"
                                + " the expected numbers exclude them")
        long alreadyTrained,

        @Schema(description = "Expected hours; absent without comparable measurements") @Nullable
        Double hours,

        Throughput throughput,

        @Schema(description = "Remarks on the numbers") List<String> notes) {

    public record Amount(long expected, long atMost) {}

    /** The measurements behind the estimated hours. */
    @Schema(name = "EstimatedThroughput")
    public record Throughput(
            Basis basis,

            @Schema(description = "Number of trainings measured")
            int trainings,

            @Nullable Double secondsPerEpoch,

            @Schema(description = "Seconds per full training under the same recipe") @Nullable
            Double epochsPerTraining,

            @Schema(description = "Live workers that can train on the data set")
            int workers) {}

    /** Which trainings were measured. */
    public enum Basis {
        /** Trainings under the same recipe, including shortened ones. */
        RECIPE,
        /** Trainings of the same network on the same data set with the same image size. */
        NETWORK,
        /** None. */
        NONE
    }
}
