package io.afos.api.search;

import io.afos.api.evaluation.EvaluationClosed;
import java.sql.Types;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The candidates of searches. */
@Component
public class CandidateStore {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batch;

    CandidateStore(JdbcClient jdbc, NamedParameterJdbcOperations batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** Adds candidates to a search whose row is locked, or was made in this transaction. */
    public void add(long searchId, List<Candidate> candidates) {
        batch.batchUpdate(
                """
                insert into candidate (search_id, ordinal, generation, genes, formula, fingerprint, operator, parents,
                                       epochs, repeated, evaluation_id, reused, rejection, state, fitness)
                values (:search, :ordinal, :generation, :genes, :formula, :fingerprint, :operator, :parents,
                        :epochs, :repeated, :evaluation, :reused, :rejection, :state, :fitness)""",
                candidates.stream().map(candidate -> row(searchId, candidate)).toArray(SqlParameterSource[]::new));
    }

    private static SqlParameterSource row(long searchId, Candidate candidate) {
        return new MapSqlParameterSource()
                .addValue("search", searchId)
                .addValue("ordinal", candidate.ordinal())
                .addValue("generation", candidate.generation())
                .addValue("genes", candidate.genes())
                .addValue("formula", candidate.formula())
                .addValue("fingerprint", candidate.fingerprint())
                .addValue("operator", candidate.operator().name())
                .addValue("parents", candidate.parents().toArray(Integer[]::new))
                .addValue("epochs", candidate.epochs())
                .addValue("repeated", candidate.repeated())
                .addValue("evaluation", candidate.evaluationId(), Types.BIGINT)
                .addValue("reused", candidate.reused())
                .addValue("rejection", candidate.rejection(), Types.VARCHAR)
                .addValue("state", candidate.state().name())
                .addValue("fitness", candidate.fitness(), Types.DOUBLE);
    }

    /** Gives the outcome of an evaluation to the candidates that wait for it. */
    void close(EvaluationClosed closed) {
        CandidateState state = switch (closed.state()) {
            case SUCCEEDED -> CandidateState.SCORED;
            case FAILED -> CandidateState.FAILED;
            default -> CandidateState.CANCELLED;
        };
        jdbc.sql("""
                        update candidate set state = :state, fitness = :fitness
                        where evaluation_id = :evaluation and state = 'OPEN' and search_id = any(:searches)""")
                .param("state", state.name())
                .param("fitness", closed.fitness())
                .param("evaluation", closed.evaluationId())
                .param("searches", closed.jobIds().toArray(Long[]::new))
                .update();
    }

    /** Marks candidates as promoted from their rung. */
    void promote(long searchId, List<Integer> ordinals) {
        jdbc.sql("update candidate set promoted = true where search_id = :search and ordinal = any(:ordinals)")
                .param("search", searchId)
                .param("ordinals", ordinals.toArray(Integer[]::new))
                .update();
    }

    void cancelOpen(long searchId) {
        jdbc.sql("update candidate set state = 'CANCELLED' where search_id = :search and state = 'OPEN'")
                .param("search", searchId)
                .update();
    }

    /** The evaluations of candidates and baselines that ended without metrics. */
    List<Unfinished> unfinished(long searchId) {
        return jdbc.sql("""
                        select e.fingerprint, a.formula, e.recipe_hash from evaluation e join activation a using (fingerprint)
                        where e.state <> 'SUCCEEDED' and e.id in (
                            select evaluation_id from candidate where search_id = :search and state in ('FAILED', 'CANCELLED')
                            union select evaluation_id from baseline where search_id = :search)""").param("search", searchId).query(Unfinished.class).list();
    }

    /** Opens failed and cancelled candidates again; those whose evaluation has succeeded since are scored. */
    void reopen(long searchId) {
        jdbc.sql("""
                        update candidate c
                        set state = case when e.state = 'SUCCEEDED' then 'SCORED' else 'OPEN' end, fitness = e.fitness
                        from evaluation e
                        where c.search_id = :search and c.state in ('FAILED', 'CANCELLED') and e.id = c.evaluation_id""").param("search", searchId).update();
    }

    int count(long searchId, CandidateState state) {
        return jdbc.sql("select count(*) from candidate where search_id = :search and state = :state")
                .param("search", searchId)
                .param("state", state.name())
                .query(Integer.class)
                .single();
    }

    int countFailedBaselines(long searchId) {
        return jdbc.sql("""
                        select count(*) from baseline b join evaluation e on e.id = b.evaluation_id
                        where b.search_id = :search and e.state = 'FAILED'""").param("search", searchId).query(Integer.class).single();
    }

    int countOpenBaselines(long searchId) {
        return jdbc.sql("""
                        select count(*) from baseline b join evaluation e on e.id = b.evaluation_id
                        where b.search_id = :search and e.state in ('PENDING', 'QUEUED', 'RUNNING')""").param("search", searchId).query(Integer.class).single();
    }

    public void addBaseline(long searchId, String name, String formula, long evaluationId) {
        jdbc.sql("""
                        insert into baseline (search_id, name, formula, evaluation_id)
                        values (:search, :name, :formula, :evaluation)""")
                .param("search", searchId)
                .param("name", name)
                .param("formula", formula)
                .param("evaluation", evaluationId)
                .update();
    }

    StoredHistory historyOf(long searchId) {
        return StoredHistory.load(jdbc, searchId);
    }

    record Unfinished(String fingerprint, String formula, String recipeHash) {}
}
