package io.afos.api.search;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/**
 * How the best functions of a search are trained again before one is called best, since of many the one that was luckiest looks
 * best after one training. Baselines are trained with the same seeds.
 *
 * @param candidates how many of the fittest functions are trained again
 * @param seeds how many seeds each is trained with, those after the search's training seed
 */
@Schema(name = "Replication")
public record Replication(
        @Schema(
                description = "As many of the fittest functions are trained again, and the baselines too; 0 for none",
                defaultValue = "3")
        @Min(0)
        @Max(100)
        Integer candidates,

        @Schema(description = "With as many further seeds each", defaultValue = "3") @Min(1) @Max(100)
        Integer seeds) {

    public Replication {
        candidates = requireNonNullElse(candidates, 3);
        seeds = requireNonNullElse(seeds, 3);
    }

    /** What is meant where it may be left out; {@code null} if nothing is to be trained again. */
    public static @Nullable Replication requested(@Nullable Replication request) {
        Replication replication = request == null ? new Replication(null, null) : request;
        return replication.candidates == 0 ? null : replication;
    }
}
