package io.afos.api.search.view;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.api.search.EndReason;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.CandidateState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A search as it stands. */
public record SearchStatus(
        long id,
        String name,
        JobState state,

        @Schema(description = "Why the search failed") @Nullable
        String failure,

        @Schema(description = "Why a running search cannot go on at present: no live worker can train on its data set")
        @Nullable
        String obstacle,

        int priority,
        Instant createdAt,
        @Nullable Instant finishedAt,

        @Schema(description = "Seconds since submission, pauses left out")
        double elapsedSeconds,

        @Schema(
                description =
                        "Estimate from the trainings so far and the number of live workers; absent before there are some and"
                                + " when the search is over")
        @Nullable
        Double remainingSeconds,

        Progress progress,

        @Schema(description = "What it has spent so far; what it may spend at most stands in specification.stop")
        Spending spending,

        @Schema(description = "Why it proposes no more candidates; absent while it may") @Nullable
        EndReason endedBy,

        @Nullable Best best,

        @Schema(
                description =
                        "Its fittest functions, which are trained again with further seeds once no more candidates are proposed;"
                                + " the best by these trainings first")
        List<Finalist> finalists,

        List<Baseline> baselines,
        String recipeHash,
        SearchSpecification specification) {

    /** How far the search is. */
    public record Progress(
            @Schema(description = "Generation at work, counted from 0")
            int generation,

            @Schema(description = "Candidates so far") int proposed,

            @Schema(description = "Candidates of the whole search; about, if some are promoted")
            int planned,

            @Schema(description = "Candidates by state") Map<CandidateState, Integer> candidates,

            @Schema(description = "Candidates that are not finite or constant, so were not trained")
            int rejected,

            @Schema(description = "Candidates that needed no training of their own")
            int reused,

            @Schema(description = "Candidates that are earlier ones, trained for longer")
            int promotions,

            @Schema(description = "The distinct evaluations of candidates, baselines and replications by state")
            Map<EvaluationState, Integer> evaluations) {}

    /** The fittest candidate so far of those whose training was not shortened; once replicated, the best of the finalists. */
    public record Best(
            int ordinal,
            int generation,
            String formula,

            @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
            String name,

            String fingerprint,

            @Schema(description = "After the search's own training of it")
            double fitness,

            @Nullable Double accuracy,
            @Nullable Double loss,

            @Schema(
                    description =
                            "Accuracy above ReLU's under the same recipe and seed, if both are known; once replicated, the"
                                    + " difference of the means over the further seeds")
            @Nullable
            Double accuracyAboveRelu,

            @Schema(description = "What its trainings with further seeds gave; absent before all of them are over")
            @Nullable
            Replicated replicated) {}

    /** One of the fittest functions of a search. */
    public record Finalist(
            int ordinal,
            String formula,

            @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
            String name,

            String fingerprint,

            @Schema(
                    description =
                            "After the search's own training of it, for which it was picked: of many, the luckiest look best")
            double fitness,

            @Nullable Double accuracy,
            Replicated replicated) {}

    /** Trainings of a function with further seeds. Means are absent before the first one has a result. */
    public record Replicated(
            int seeds,

            @Schema(description = "Trainings that have their result")
            int succeeded,

            int failed,

            @Schema(description = "Mean; a training that diverged counts 0") @Nullable
            Double fitness,

            @Schema(description = "Standard deviation between the seeds, from two on") @Nullable
            Double fitnessDeviation,

            @Schema(description = "Mean over those that did not diverge") @Nullable
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

            @Schema(description = "What its trainings with the further seeds of the finalists gave") @Nullable
            Replicated replicated) {}
}
