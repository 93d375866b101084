package io.afos.api.search.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.api.evaluation.ImportedEvaluation;
import io.afos.api.job.JobState;
import io.afos.api.search.CandidateState;
import io.afos.api.search.SearchSpecification;
import io.afos.api.strategy.Operator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an archive, which is a header, evaluations, baselines, candidates in the order of their ordinals, and an end.
 * Candidates and baselines belong to the evaluation with their fingerprint.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ArchiveLine.Header.class, name = "search"),
    @JsonSubTypes.Type(value = ArchiveLine.Evaluation.class, name = "evaluation"),
    @JsonSubTypes.Type(value = ArchiveLine.Baseline.class, name = "baseline"),
    @JsonSubTypes.Type(value = ArchiveLine.Candidate.class, name = "candidate"),
    @JsonSubTypes.Type(value = ArchiveLine.End.class, name = "end")
})
sealed interface ArchiveLine {

    /** The version of the format that is written here, and the only one that is read. */
    int VERSION = 1;

    /**
     * @param exportedBy name and version of the service
     * @param id in the installation that the search comes from
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
            SearchSpecification specification,
            @Nullable Object statistics)
            implements ArchiveLine {}

    /** A training that candidates or baselines belong to. */
    record Evaluation(ImportedEvaluation evaluation) implements ArchiveLine {}

    /** A standard function that the search compares with. */
    record Baseline(String name, String formula, String fingerprint) implements ArchiveLine {}

    /** @see io.afos.api.search.CandidateView */
    record Candidate(
            int ordinal,
            int generation,
            String genes,
            String formula,
            String fingerprint,
            Operator operator,
            List<Integer> parents,
            boolean reused,
            @Nullable String rejection,
            CandidateState state,
            @Nullable Double fitness)
            implements ArchiveLine {}

    /** How many lines of each kind there were: an archive without it is incomplete. */
    record End(int evaluations, int baselines, int candidates) implements ArchiveLine {}
}
