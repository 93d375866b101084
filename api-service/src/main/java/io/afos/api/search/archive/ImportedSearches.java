package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.api.job.Submission;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.candidate.Candidate;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.Comparisons;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of imported searches. */
@Component
class ImportedSearches {

    /** Of the lock that imports take in turn; any number that nothing else uses. */
    private static final long LOCK = 0x6166_6f73_696d_7001L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Candidates candidates;
    private final Comparisons comparisons;

    ImportedSearches(JdbcClient jdbc, Candidates candidates, Comparisons comparisons) {
        this.jdbc = jdbc;
        this.candidates = candidates;
        this.comparisons = comparisons;
    }

    /** @param id of the evaluation here; state and fitness are those of the archive */
    record Training(
            long id, EvaluationState state, @Nullable Double fitness) {}

    /** One import at a time writes, until the end of the transaction. */
    void waitForOthers() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query((row, number) -> number)
                .single();
    }

    Optional<Long> find(ArchiveLine.Header header) {
        return jdbc.sql("""
                        select j.id from job j join search s on s.id = j.id
                        where j.created_at = :createdAt and j.name = :name and s.specification = cast(:specification as jsonb)
                        order by j.id limit 1""")
                .param("createdAt", time(header.createdAt()))
                .param("name", header.name())
                .param("specification", JSON.writeValueAsString(header.specification()))
                .query(Long.class)
                .optional();
    }

    int countCandidates(long id) {
        return candidates.count(id);
    }

    /**
     * A search that was not finished is paused here, since the time at which it was exported. Resuming it asks for the
     * trainings of its open candidates.
     */
    long add(ArchiveLine.Header header) {
        SearchSpecification specification = header.specification();
        boolean over = header.state().isFinal();
        Instant stopped =
                header.createdAt().plusMillis(Math.round(1000 * (header.elapsedSeconds() + header.pausedSeconds())));
        long id = jdbc.sql("""
                        insert into job (kind, name, state, priority, request_hash, created_at, finished_at, paused_at,
                                         paused_seconds, failure)
                        values ('SEARCH', :name, :state, :priority, :hash, :createdAt, cast(:finishedAt as timestamptz),
                                cast(:pausedAt as timestamptz), :pausedSeconds, :failure)
                        returning id""")
                .param("name", header.name())
                .param("state", (over ? header.state() : JobState.PAUSED).name())
                .param("priority", header.priority())
                .param("hash", Submission.of(null, "import").requestHash())
                .param("createdAt", time(header.createdAt()))
                .param("finishedAt", header.finishedAt() == null ? null : time(header.finishedAt()))
                .param("pausedAt", over ? null : time(stopped))
                .param("pausedSeconds", header.pausedSeconds())
                .param("failure", header.failure())
                .query(Long.class)
                .single();
        jdbc.sql("""
                        insert into search (id, strategy, dataset, architecture, recipe_hash, ended_by, specification)
                        values (:id, :strategy, :dataset, :architecture, :recipe, :endedBy, cast(:specification as jsonb))""")
                .param("id", id)
                .param("strategy", specification.strategy().name())
                .param("dataset", specification.recipe().data().dataset())
                .param("architecture", specification.recipe().architecture().name())
                .param("recipe", specification.recipe().hash())
                .param(
                        "endedBy",
                        header.reason() == null ? null : header.reason().name())
                .param("specification", JSON.writeValueAsString(specification))
                .update();
        return id;
    }

    void addBaseline(long id, ArchiveLine.Baseline baseline, Training training) {
        comparisons.addBaseline(id, baseline.name(), baseline.formula(), training.id());
    }

    void addCandidates(long id, List<Candidate> candidates) {
        this.candidates.add(id, candidates);
    }

    void addReplication(long id, ArchiveLine.Replication replication, Training training) {
        comparisons.addReplication(
                id, replication.fingerprint(), replication.seed(), replication.ordinal(), training.id());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
