package io.afos.api.benchmark;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.model.recipe.Recipe;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A benchmark as it stands. */
public record BenchmarkStatus(
        long id,
        String name,
        JobState state,

        @Schema(description = "Why the benchmark failed") @Nullable
        String failure,

        @Schema(
                description =
                        "Why trainings on a data set cannot go on at present, by data set: no live worker can do them")
        Map<String, String> obstacles,

        int priority,
        Instant createdAt,
        @Nullable Instant finishedAt,

        @Schema(description = "Seconds since submission, pauses left out")
        double elapsedSeconds,

        @Schema(
                description =
                        "Estimate from the trainings so far and the number of live workers; absent before there are some and"
                                + " when the benchmark is over")
        @Nullable
        Double remainingSeconds,

        Progress progress,
        BenchmarkMetric metric,

        @Schema(description = "Label of the function with which the others are compared")
        String control,

        Budget budget,
        List<Competitor> activations,
        List<Long> seeds,

        @Schema(description = "A row for each network and data set")
        List<Row> matrix) {

    /** How far the benchmark is. */
    public record Progress(
            int cells,

            @Schema(description = "Cells by the state of their training")
            Map<EvaluationState, Integer> states,

            @Schema(description = "Cells whose training another job had asked for before")
            int reused,

            @Schema(description = "Seconds of workers' time that the benchmark's own trainings took")
            double trainingSeconds) {}

    /** A network on a data set. */
    public record Row(String architecture, String dataset, String recipeHash, Recipe recipe, List<Square> squares) {}

    /** A function in a row, over all seeds. */
    public record Square(
            String activation,

            @Schema(description = "Seeds with which it is trained; 0 if the matrix leaves it out")
            int cells,

            int succeeded,
            int failed,

            @Schema(description = "Mean of the metric over the seeds so far") @Nullable
            Double mean) {}
}
