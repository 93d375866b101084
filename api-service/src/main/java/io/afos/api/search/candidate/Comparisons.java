package io.afos.api.search.candidate;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stores what candidates are compared with: baselines, and trainings with further seeds. */
@Component
public class Comparisons {

    private final JdbcClient jdbc;

    Comparisons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The function of a baseline. */
    public record Baseline(String fingerprint, String formula) {}

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

    public List<Baseline> baselines(long searchId) {
        return jdbc.sql("""
                        select distinct e.fingerprint, a.formula
                        from baseline b join evaluation e on e.id = b.evaluation_id
                        join activation a on a.fingerprint = e.fingerprint
                        where b.search_id = :search order by e.fingerprint""").param("search", searchId).query(Baseline.class).list();
    }

    /** @param ordinal the ordinal of the candidate that is trained again; {@code null} for a baseline */
    public void addReplication(
            long searchId, String fingerprint, long seed, @Nullable Integer ordinal, long evaluationId) {
        jdbc.sql("""
                        insert into replication (search_id, fingerprint, seed, ordinal, evaluation_id)
                        values (:search, :fingerprint, :seed, :ordinal, :evaluation)""")
                .param("search", searchId)
                .param("fingerprint", fingerprint)
                .param("seed", seed)
                .param("ordinal", ordinal)
                .param("evaluation", evaluationId)
                .update();
    }

    public boolean isReplicated(long searchId) {
        return jdbc.sql("select exists (select from replication where search_id = :search)")
                .param("search", searchId)
                .query(Boolean.class)
                .single();
    }

    public boolean hasOpenBaselines(long searchId) {
        return hasOpen("baseline", searchId);
    }

    public boolean hasOpenReplications(long searchId) {
        return hasOpen("replication", searchId);
    }

    private boolean hasOpen(String table, long searchId) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        select exists (
                            select from %s c join evaluation e on e.id = c.evaluation_id
                            where c.search_id = :search and e.state in ('PENDING', 'QUEUED', 'RUNNING'))""", table))
                .param("search", searchId)
                .query(Boolean.class)
                .single();
    }
}
