package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobAction;
import io.afos.api.job.JobState;
import io.afos.model.recipe.Recipe;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current status of a benchmark. */
public record BenchmarkStatus(
        long id,
        String name,
        JobState state,

        @Schema(description = "Why the benchmark failed") @Nullable
        String failure,

        @Schema(description = "Why no live worker can train on a data set at present, by data set")
        Map<String, String> obstacles,

        int priority,
        Instant createdAt,
        @Nullable Instant finishedAt,

        @Schema(description = "Name of the API key that submitted or imported it; absent in jobs of former versions")
        @Nullable
        String submittedBy,

        @Schema(description = "What was done to it and by which API key, the latest 100 actions, in order")
        List<JobAction> actions,

        @Schema(description = "Seconds since submission, excluding pauses")
        double elapsedSeconds,

        @Schema(
                description =
                        "Estimated from the trainings so far and the number of live workers; absent until there are"
                                + " enough of both and once the benchmark has ended")
        @Nullable
        Double remainingSeconds,

        Progress progress,
        BenchmarkMetric metric,

        @Schema(description = "Label of the function with which the others are compared")
        String control,

        Budget budget,
        List<Competitor> activations,
        List<Long> seeds,

        @Schema(description = "One row per network and data set")
        List<Row> matrix) {

    /** The progress of a benchmark. */
    public record Progress(
            int cells,

            @Schema(description = "Number of cells by state of their training")
            Map<EvaluationState, Integer> states,

            @Schema(description = "Cells whose training another job had already requested")
            int reused,

            @Schema(description = "Worker seconds spent on the benchmark's own trainings")
            double trainingSeconds) {}

    /** A network on a data set. */
    public record Row(String architecture, String dataset, String recipeHash, Recipe recipe, List<Square> squares) {}

    /** A function in a row, aggregated over all seeds. */
    public record Square(
            String activation,

            @Schema(description = "Number of seeds; 0 if the matrix leaves the function out")
            int cells,

            int succeeded,
            int failed,

            @Schema(description = "Mean of the metric over the seeds measured so far") @Nullable
            Double mean) {}
}
