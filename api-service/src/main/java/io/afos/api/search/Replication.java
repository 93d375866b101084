package io.afos.api.search;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/**
 * How the best functions of a search are trained again with further seeds, before one is reported as the best. After a
 * single training each, the best of many functions may only have been the luckiest. Baselines are trained with the same
 * seeds.
 *
 * @param candidates how many of the fittest functions are trained again
 * @param seeds the number of seeds for each, starting after the search's training seed
 */
@Schema(name = "Replication")
public record Replication(
        @Schema(
                description =
                        "How many of the fittest functions are trained again, together with the baselines; 0 for none",
                defaultValue = "3")
        @Min(0)
        @Max(100)
        Integer candidates,

        @Schema(description = "Number of further seeds for each", defaultValue = "3") @Min(1) @Max(100)
        Integer seeds) {

    public Replication {
        candidates = requireNonNullElse(candidates, 3);
        seeds = requireNonNullElse(seeds, 3);
    }

    /** The replication for a request, with defaults for omitted values; {@code null} if nothing is to be trained again. */
    public static @Nullable Replication requested(@Nullable Replication request) {
        Replication replication = request == null ? new Replication(null, null) : request;
        return replication.candidates == 0 ? null : replication;
    }
}
