package io.afos.api.search.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fitness of a search's candidates in the order of proposal, reduced to a bounded number of points for a chart. */
@Schema(name = "Course")
public record FitnessHistory(
        @Schema(description = "Number of successive candidates per stretch")
        int width,

        List<Stretch> stretches,

        @Schema(description = "All candidates with a fitness; candidates with similar fitness are merged")
        List<Spot> spots) {

    /** A number of successive candidates. */
    @Schema(name = "CourseStretch")
    public record Stretch(
            @Schema(description = "Ordinal of its last candidate")
            int last,

            int scored,

            @Schema(description = "Highest fitness so far after a full training") @Nullable
            Double bestSoFar,

            @Schema(description = "Median fitness of the candidates in this stretch") @Nullable
            Double median,

            @Schema(description = "Total epochs trained for the candidates so far")
            long epochs) {}

    /** Candidates of one stretch with about the same fitness. */
    @Schema(name = "CourseSpot")
    public record Spot(
            @Schema(description = "Ordinal of the first candidate")
            int ordinal,

            @Schema(description = "Highest fitness among these candidates")
            double fitness,

            int candidates,

            @Schema(description = "Whether the functions are not finite or constant and were therefore not trained")
            boolean rejected) {}
}
