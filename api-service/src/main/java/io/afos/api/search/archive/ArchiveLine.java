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
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.ImageRecipe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of an archive. An archive consists of a header, evaluations, baselines, candidates in the order of their
 * ordinals, replications, and an end line. An evaluation is identified by its {@link TrainingKey}; a missing part of
 * the key has the value of the specification. All versions can be read; version 1 lacks the later fields, and those
 * before 3 have the fingerprints of {@link FormerArchive}.
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

    /** The version that is written, and the latest that can be read. */
    int VERSION = 3;

    /**
     * @param exportedBy name and version of the service
     * @param id the search's id in the installation it was exported from
     * @param endedBy not in version 1
     * @param statistics progress, best candidate and baselines, for readers; an import recomputes them
     * @param network the uploaded network of the recipe in Base64, if it has one
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
            @Nullable Object statistics,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String network)
            implements ArchiveLine {

        /** The uploaded network that the recipe names, if it does. */
        Optional<Architecture> uploaded() {
            return Optional.of(specification.recipe())
                    .filter(ImageRecipe.class::isInstance)
                    .map(recipe -> ((ImageRecipe) recipe).architecture())
                    .filter(architecture -> architecture.graph() != null);
        }

        /**
         * The reason why the search proposes no more candidates. If absent, a completed search was ended by its
         * strategy.
         */
        @Nullable
        EndReason reason() {
            return endedBy == null && state == JobState.COMPLETED ? EndReason.STRATEGY : endedBy;
        }
    }

    /**
     * A training to which candidates, baselines or replications refer.
     *
     * @param epochs the number of epochs after which it was to end; {@code null} for the recipe's
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

    /** A standard function with which the search is compared. */
    record Baseline(String name, String formula, String fingerprint) implements ArchiveLine {}

    /**
     * A candidate.
     *
     * @param epochs the number of epochs after which its training was to end; {@code null} for the recipe's
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

        Candidate withFingerprint(String renewed) {
            return new Candidate(
                    ordinal,
                    generation,
                    genes,
                    formula,
                    renewed,
                    operator,
                    parents,
                    epochs,
                    reused,
                    rejection,
                    state,
                    fitness);
        }

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
     * @param ordinal the ordinal of the candidate that is trained again; {@code null} for a baseline
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
     * The last line, with the number of lines of each kind. An archive without it is incomplete.
     *
     * @param replications not in version 1
     */
    record End(
            int evaluations,
            int baselines,
            int candidates,
            @Nullable Integer replications) implements ArchiveLine {}
}
