package io.afos.api.benchmark;

import io.afos.api.evaluation.RequestedEvaluation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores the cells of benchmarks. */
@Component
class CellStore {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batch;

    CellStore(JdbcClient jdbc, NamedParameterJdbcOperations batch) {
        this.jdbc = jdbc;
        this.batch = batch;
    }

    /** The identity of a cell. */
    record Key(String recipeHash, String fingerprint, long seed) {

        static Key of(Cell cell) {
            return new Key(cell.setting().recipe().hash(), cell.competitor().fingerprint(), cell.seed());
        }

        private static Key read(ResultSet row, int number) throws SQLException {
            return new Key(row.getString("recipe_hash"), row.getString("fingerprint"), row.getLong("seed"));
        }
    }

    /** A cell without a result, with the formula of its function. */
    record Untrained(String recipeHash, long seed, String fingerprint, String formula, boolean failed) {

        Key key() {
            return new Key(recipeHash, fingerprint, seed);
        }
    }

    /** Adds cells. One that exists becomes the benchmark's own training if it was not and is now. */
    void add(long benchmarkId, String recipeHash, long seed, Collection<RequestedEvaluation> evaluations) {
        batch.batchUpdate(
                """
                insert into cell (benchmark_id, recipe_hash, fingerprint, seed, evaluation_id, reused)
                values (:benchmark, :recipe, :fingerprint, :seed, :evaluation, :reused)
                on conflict (benchmark_id, recipe_hash, fingerprint, seed) do update set reused = false
                where cell.reused and not excluded.reused""",
                evaluations.stream()
                        .map(evaluation -> new MapSqlParameterSource()
                                .addValue("benchmark", benchmarkId)
                                .addValue("recipe", recipeHash)
                                .addValue("fingerprint", evaluation.fingerprint())
                                .addValue("seed", seed)
                                .addValue("evaluation", evaluation.id())
                                .addValue("reused", evaluation.reused()))
                        .toArray(SqlParameterSource[]::new));
    }

    Set<Key> keys(long benchmarkId) {
        return new HashSet<>(jdbc.sql("select recipe_hash, fingerprint, seed from cell where benchmark_id = :id")
                .param("id", benchmarkId)
                .query(Key::read)
                .list());
    }

    /** Cells without a result that the benchmark does not wait for, because they failed or were abandoned. */
    List<Untrained> untrained(long benchmarkId) {
        return jdbc.sql("""
                        select c.recipe_hash, c.seed, c.fingerprint, a.formula, e.state = 'FAILED' as failed
                        from cell c join evaluation e on e.id = c.evaluation_id join activation a on a.fingerprint = c.fingerprint
                        where c.benchmark_id = :id and e.state <> 'SUCCEEDED'
                          and not exists (select from demand d where d.job_id = :id and d.evaluation_id = e.id)
                        order by e.id""").param("id", benchmarkId).query(Untrained.class).list();
    }

    boolean hasOpen(long benchmarkId) {
        return jdbc.sql("select exists (select from demand where job_id = :id)")
                .param("id", benchmarkId)
                .query(Boolean.class)
                .single();
    }

    int countSucceeded(long benchmarkId) {
        return jdbc.sql("""
                        select count(*) from cell c join evaluation e on e.id = c.evaluation_id
                        where c.benchmark_id = :id and e.state = 'SUCCEEDED'""").param("id", benchmarkId).query(Integer.class).single();
    }

    int count(long benchmarkId) {
        return jdbc.sql("select count(*) from cell where benchmark_id = :id")
                .param("id", benchmarkId)
                .query(Integer.class)
                .single();
    }

    /** Trainings that are done for the benchmark itself. */
    int countOwn(long benchmarkId) {
        return jdbc.sql("select count(*) from cell where benchmark_id = :id and not reused")
                .param("id", benchmarkId)
                .query(Integer.class)
                .single();
    }

    /** Worker seconds spent on the benchmark's own trainings. */
    double spentSeconds(long benchmarkId) {
        return jdbc.sql("""
                        select coalesce(sum(e.seconds), 0) from cell c join evaluation e on e.id = c.evaluation_id
                        where c.benchmark_id = :id and not c.reused and e.state = 'SUCCEEDED'""").param("id", benchmarkId).query(Double.class).single();
    }
}
