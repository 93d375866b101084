package io.afos.api.search.view;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobAction;
import io.afos.api.job.JobState;
import io.afos.api.search.EndReason;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.CandidateState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current status of a search. */
public record SearchStatus(
        long id,
        String name,
        JobState state,

        @Schema(description = "Why the search failed") @Nullable
        String failure,

        @Schema(
                description =
                        "Why a running search cannot proceed at present: no live worker can train on its data set")
        @Nullable
        String obstacle,

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
                                + " enough of both and once the search has ended")
        @Nullable
        Double remainingSeconds,

        Progress progress,

        @Schema(description = "What the search has spent so far; its limits are in specification.stop")
        Spending spending,

        @Schema(description = "Why it proposes no more candidates; absent while it still may") @Nullable
        EndReason endedBy,

        @Nullable Best best,

        @Schema(
                description =
                        "The fittest functions, which are trained again with further seeds once the search proposes"
                                + " no more candidates; the best by these trainings first")
        List<Finalist> finalists,

        List<Baseline> baselines,
        String recipeHash,
        SearchSpecification specification) {

    /** The progress of a search. */
    public record Progress(
            @Schema(description = "Current generation, counted from 0")
            int generation,

            @Schema(description = "Number of candidates so far")
            int proposed,

            @Schema(description = "Candidates of the whole search; approximate if some are promoted")
            int planned,

            @Schema(description = "Number of candidates by state")
            Map<CandidateState, Integer> candidates,

            @Schema(description = "Candidates that were not trained because their function is not finite or constant")
            int rejected,

            @Schema(description = "Candidates that needed no training of their own")
            int reused,

            @Schema(description = "Candidates that continue an earlier candidate with a longer training")
            int promotions,

            @Schema(description = "Number of distinct evaluations of candidates, baselines and replications by state")
            Map<EvaluationState, Integer> evaluations) {}

    /** The fittest fully trained candidate so far; after the replication, the best finalist. */
    public record Best(
            int ordinal,
            int generation,
            String formula,

            @Schema(description = "Name of the standard activation if it is one") @Nullable
            String name,

            String fingerprint,

            @Schema(description = "After the search's own training")
            double fitness,

            @Nullable Double accuracy,
            @Nullable Double loss,

            @Schema(
                    description = "Accuracy gain over ReLU under the same recipe and seed, if both are known; after the"
                            + " replication, the difference of the means over the further seeds")
            @Nullable
            Double accuracyAboveRelu,

            @Schema(description = "Results of its trainings with further seeds; absent until all of them have ended")
            @Nullable
            Replicated replicated) {}

    /** One of the fittest functions of a search. */
    public record Finalist(
            int ordinal,
            String formula,

            @Schema(description = "Name of the standard activation if it is one") @Nullable
            String name,

            String fingerprint,

            @Schema(
                    description =
                            "After the search's own training, by which it was selected; the best of many such values is"
                                    + " biased upwards")
            double fitness,

            @Nullable Double accuracy,
            Replicated replicated) {}

    /** Trainings of a function with further seeds. Means are absent before the first result. */
    public record Replicated(
            int seeds,

            @Schema(description = "Number of trainings with a result")
            int succeeded,

            int failed,

            @Schema(description = "Mean; a diverged training counts as 0") @Nullable
            Double fitness,

            @Schema(description = "Standard deviation over the seeds; absent for fewer than two") @Nullable
            Double fitnessDeviation,

            @Schema(description = "Mean over the trainings that did not diverge") @Nullable
            Double accuracy) {}

    /** A standard activation under the same recipe and seed. */
    public record Baseline(
            String name,
            String formula,
            long evaluationId,
            EvaluationState state,
            @Nullable Double fitness,
            @Nullable Double accuracy,
            @Nullable Double loss,
            @Nullable String failure,

            @Schema(description = "Results of its trainings with the further seeds of the finalists") @Nullable
            Replicated replicated) {}
}
