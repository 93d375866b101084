package io.afos.api.search.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a search's fitness developed in the order of proposal, in so few points that it can be drawn however many candidates
 * there are.
 */
@Schema(name = "Course")
public record FitnessHistory(
        @Schema(description = "Successive candidates in one stretch")
        int width,

        List<Stretch> stretches,

        @Schema(description = "All candidates that have a fitness, near ones joined")
        List<Spot> spots) {

    /** Successive candidates. */
    @Schema(name = "CourseStretch")
    public record Stretch(
            @Schema(description = "Ordinal of its last candidate")
            int last,

            int scored,

            @Schema(description = "The highest fitness of all candidates so far that were trained to the end") @Nullable
            Double bestSoFar,

            @Schema(description = "Median of the stretch's own candidates") @Nullable
            Double median,

            @Schema(description = "Epochs trained for the candidates so far")
            long epochs) {}

    /** Candidates of one stretch with about the same fitness. */
    @Schema(name = "CourseSpot")
    public record Spot(
            @Schema(description = "Ordinal of the first of them")
            int ordinal,

            @Schema(description = "The highest fitness among them")
            double fitness,

            int candidates,

            @Schema(description = "Whether they are infinite, undefined or constant, so were not trained")
            boolean rejected) {}
}
