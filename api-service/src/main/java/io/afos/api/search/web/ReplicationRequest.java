package io.afos.api.search.web;

import io.afos.api.search.Replication;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Trainings of the best functions with further seeds. */
@Schema(name = "ReplicationRequest")
record ReplicationRequest(
        @Schema(
                description =
                        "So many of the fittest functions are trained again, and the baselines too; 0 for none. Default: 3")
        @Min(0)
        @Max(100)
        @Nullable
        Integer candidates,

        @Schema(description = "With so many further seeds each. Default: 3") @Min(1) @Max(100) @Nullable
        Integer seeds) {

    private static final int CANDIDATES = 3;
    private static final int SEEDS = 3;

    /** {@code null} if nothing is to be trained again. */
    static @Nullable Replication replicationOf(@Nullable ReplicationRequest request) {
        Integer candidates = request == null ? null : request.candidates;
        Integer seeds = request == null ? null : request.seeds;
        return candidates != null && candidates == 0
                ? null
                : new Replication(candidates == null ? CANDIDATES : candidates, seeds == null ? SEEDS : seeds);
    }
}
