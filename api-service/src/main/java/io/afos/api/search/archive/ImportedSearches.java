package io.afos.api.search.archive;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.job.JobAction;
import io.afos.api.job.JobActions;
import io.afos.api.job.Past;
import io.afos.api.job.Submission;
import io.afos.api.search.Search;
import io.afos.api.search.SearchSpecification;
import io.afos.api.search.Searches;
import io.afos.api.search.candidate.Candidate;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.Comparisons;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Stores imported searches. */
@Component
class ImportedSearches {

    /** Key of the advisory lock for imports; any number that no other lock uses. */
    private static final long LOCK = 0x6166_6f73_696d_7001L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Searches searches;
    private final Candidates candidates;
    private final Comparisons comparisons;
    private final EvaluationRequests evaluations;
    private final JobActions actions;

    ImportedSearches(
            JdbcClient jdbc,
            Searches searches,
            Candidates candidates,
            Comparisons comparisons,
            EvaluationRequests evaluations,
            JobActions actions) {
        this.jdbc = jdbc;
        this.searches = searches;
        this.candidates = candidates;
        this.comparisons = comparisons;
        this.evaluations = evaluations;
        this.actions = actions;
    }

    /** Waits for other imports, and blocks them until the end of the transaction. */
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
                .param("createdAt", header.createdAt().atOffset(ZoneOffset.UTC))
                .param("name", header.name())
                .param("specification", JSON.writeValueAsString(header.specification()))
                .query(Long.class)
                .optional();
    }

    /** Stands in the place of the worker's name; the same for each import of a search. */
    String origin(ArchiveLine.Header header) {
        String identity = header.createdAt() + header.name() + JSON.writeValueAsString(header.specification());
        return "imported " + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    int countCandidates(long id) {
        return candidates.count(id);
    }

    /** Adds the search. If it had not finished, resuming it requests the trainings of its open candidates. */
    long add(ArchiveLine.Header header) {
        var past = new Past(
                header.state(),
                header.createdAt(),
                header.finishedAt(),
                header.pausedSeconds(),
                header.elapsedSeconds(),
                header.failure());
        long id = searches.saveAndFlush(new Search(
                        header.name(),
                        header.priority(),
                        Submission.of(null, "import"),
                        header.specification(),
                        past,
                        header.reason()))
                .id();
        actions.add(id, JobAction.Kind.IMPORTED);
        return id;
    }

    void addBaseline(long id, ArchiveLine.Baseline baseline, long evaluation) {
        comparisons.addBaseline(id, baseline.name(), baseline.formula(), evaluation);
    }

    void addCandidates(long id, List<Candidate> candidates) {
        this.candidates.add(id, candidates);
    }

    void addReplication(
            long id, SearchSpecification specification, ArchiveLine.Replication replication, long evaluation) {
        evaluations.supersede(
                specification.recipe().hash(), specification.trainingSeed(), List.of(replication.fingerprint()));
        comparisons.addReplication(
                id, replication.fingerprint(), replication.seed(), replication.ordinal(), evaluation);
    }
}
