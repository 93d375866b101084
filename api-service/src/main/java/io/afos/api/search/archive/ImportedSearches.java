package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.JobState;
import io.afos.api.job.Submission;
import io.afos.api.search.CandidateState;
import io.afos.api.search.SearchSpecification;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
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
    private final NamedParameterJdbcOperations batch;

    ImportedSearches(JdbcClient jdbc, NamedParameterJdbcOperations batch) {
        this.jdbc = jdbc;
        this.batch = batch;
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
        return jdbc.sql("select count(*) from candidate where search_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** A search that was not finished is paused here, since the time at which it was exported. */
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
                        insert into search (id, strategy, dataset, architecture, recipe_hash, specification)
                        values (:id, :strategy, :dataset, :architecture, :recipe, cast(:specification as jsonb))""")
                .param("id", id)
                .param("strategy", specification.strategy().name())
                .param("dataset", specification.recipe().data().dataset())
                .param("architecture", specification.recipe().architecture().name())
                .param("recipe", specification.recipe().hash())
                .param("specification", JSON.writeValueAsString(specification))
                .update();
        return id;
    }

    void addBaseline(long id, ArchiveLine.Baseline baseline, Map<String, Training> trainings) {
        batch.update(
                """
                insert into baseline (search_id, name, formula, evaluation_id)
                values (:search, :name, :formula, :evaluation)""",
                new MapSqlParameterSource("search", id)
                        .addValue("name", baseline.name())
                        .addValue("formula", baseline.formula())
                        .addValue("evaluation", idOf(trainings, baseline.fingerprint())));
    }

    /** Candidates that were open are cancelled here; resuming the search opens them again. */
    void addCandidates(long id, List<ArchiveLine.Candidate> candidates, Map<String, Training> trainings) {
        batch.batchUpdate(
                """
                insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,
                                       epochs, repeated, evaluation_id, reused, rejection, state, fitness)
                values (:search, :ordinal, :generation, :genes, :formula, :fingerprint, :operator, :parents,
                        (select epochs from search where id = :search),
                        exists (select from candidate where fingerprint = :fingerprint and search_id = :search),
                        :evaluation, :reused, :rejection, :state, :fitness)""",
                candidates.stream()
                        .map(candidate -> row(id, candidate, trainings))
                        .toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource row(long id, ArchiveLine.Candidate candidate, Map<String, Training> trainings) {
        CandidateState state = candidate.state() == CandidateState.OPEN ? CandidateState.CANCELLED : candidate.state();
        return new MapSqlParameterSource("search", id)
                .addValue("ordinal", candidate.ordinal())
                .addValue("generation", candidate.generation())
                .addValue("genes", candidate.genes())
                .addValue("formula", candidate.formula())
                .addValue("fingerprint", candidate.fingerprint())
                .addValue("operator", candidate.operator().name())
                .addValue("parents", candidate.parents().toArray(Integer[]::new))
                .addValue(
                        "evaluation",
                        candidate.rejection() == null ? idOf(trainings, candidate.fingerprint()) : null,
                        Types.BIGINT)
                .addValue("reused", candidate.reused())
                .addValue("rejection", candidate.rejection(), Types.VARCHAR)
                .addValue("state", state.name())
                .addValue("fitness", candidate.fitness(), Types.DOUBLE);
    }

    private static @Nullable Long idOf(Map<String, Training> trainings, String fingerprint) {
        Training training = trainings.get(fingerprint);
        return training == null ? null : training.id();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
