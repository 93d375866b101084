package io.afos.api.search.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.api.evaluation.transfer.ImportedEvaluation;
import io.afos.api.job.JobState;
import io.afos.api.search.EndReason;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.CandidateState;
import io.afos.api.strategy.history.Operator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an archive, which is a header, evaluations, baselines, candidates in the order of their ordinals, replications, and
 * an end. An evaluation is known by its {@link TrainingKey}; what is absent from it is as in the specification. Lines of all
 * versions are read; those of version 1 lack what came later.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ArchiveLine.Header.class, name = "search"),
    @JsonSubTypes.Type(value = ArchiveLine.Evaluation.class, name = "evaluation"),
    @JsonSubTypes.Type(value = ArchiveLine.Baseline.class, name = "baseline"),
    @JsonSubTypes.Type(value = ArchiveLine.Candidate.class, name = "candidate"),
    @JsonSubTypes.Type(value = ArchiveLine.Replication.class, name = "replication"),
    @JsonSubTypes.Type(value = ArchiveLine.End.class, name = "end")
})
sealed interface ArchiveLine {

    /** The version of the format that is written here, and the latest one that is read. */
    int VERSION = 2;

    /**
     * @param exportedBy name and version of the service
     * @param id in the installation that the search comes from
     * @param endedBy absent from version 1
     * @param statistics progress, best candidate and baselines, for readers; imports compute them anew
     */
    record Header(
            int version,
            String exportedBy,
            long id,
            String name,
            JobState state,
            int priority,
            Instant createdAt,
            @Nullable Instant finishedAt,
            double pausedSeconds,
            double elapsedSeconds,
            @Nullable String failure,
            @Nullable EndReason endedBy,
            SearchSpecification specification,
            @Nullable Object statistics)
            implements ArchiveLine {

        /** Why the search proposes no more candidates; without a word of it, a completed one was ended by its strategy. */
        @Nullable
        EndReason reason() {
            return endedBy == null && state == JobState.COMPLETED ? EndReason.STRATEGY : endedBy;
        }
    }

    /**
     * A training that candidates, baselines or replications belong to.
     *
     * @param epochs after how many epochs it was to end; {@code null} for those of the recipe
     * @param seed {@code null} for the training seed of the search
     */
    record Evaluation(
            ImportedEvaluation evaluation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer epochs,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long seed)
            implements ArchiveLine {

        TrainingKey key(SearchSpecification specification) {
            return new TrainingKey(
                    evaluation.fingerprint(),
                    epochs == null ? specification.recipe().epochs() : epochs,
                    seed == null ? specification.trainingSeed() : seed);
        }
    }

    /** A standard function that the search compares with. */
    record Baseline(String name, String formula, String fingerprint) implements ArchiveLine {}

    /**
     * A candidate.
     *
     * @param epochs after how many epochs its training was to end; {@code null} for those of the recipe
     * @see io.afos.api.search.view.CandidateView
     */
    record Candidate(
            int ordinal,
            int generation,
            String genes,
            String formula,
            String fingerprint,
            Operator operator,
            List<Integer> parents,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer epochs,

            boolean reused,
            @Nullable String rejection,
            CandidateState state,
            @Nullable Double fitness)
            implements ArchiveLine {

        TrainingKey key(SearchSpecification specification) {
            return new TrainingKey(
                    fingerprint,
                    epochs == null ? specification.recipe().epochs() : epochs,
                    specification.trainingSeed());
        }
    }

    /**
     * A training with a further seed.
     *
     * @param ordinal of the candidate that is trained again; {@code null} for a baseline
     */
    record Replication(
            String fingerprint,
            long seed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer ordinal) implements ArchiveLine {

        TrainingKey key(SearchSpecification specification) {
            return new TrainingKey(fingerprint, specification.recipe().epochs(), seed);
        }
    }

    /**
     * How many lines of each kind there were: an archive without it is incomplete.
     *
     * @param replications absent from version 1
     */
    record End(
            int evaluations,
            int baselines,
            int candidates,
            @Nullable Integer replications) implements ArchiveLine {}
}
