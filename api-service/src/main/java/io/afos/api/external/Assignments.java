package io.afos.api.external;

import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.EvaluationRepository.Attempt;
import io.afos.api.evaluation.EvaluationState;
import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Which trainer holds which external evaluation. */
@Repository
@Transactional
class Assignments {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final EvaluationRepository evaluations;
    private final ExternalProperties properties;

    Assignments(JdbcClient jdbc, JsonMapper json, EvaluationRepository evaluations, ExternalProperties properties) {
        this.jdbc = jdbc;
        this.json = json;
        this.evaluations = evaluations;
        this.properties = properties;
    }

    /**
     * An external evaluation and who holds it.
     *
     * @param attempt the current one
     * @param workerId who has it or ended it
     * @param leasedTo who has the lease, if somebody has
     * @param epoch the latest that was reported
     * @param seconds since the current attempt was started
     */
    record Held(
            EvaluationState state,
            int attempt,
            boolean held,
            @Nullable String workerId,
            @Nullable String leasedTo,
            int epoch,
            double seconds,
            ExternalRecipe recipe) {

        boolean isHeldBy(String trainer, int attempt) {
            return trainer.equals(leasedTo) && attempt == this.attempt;
        }
    }

    Optional<Held> find(long evaluation) {
        return jdbc.sql("""
                        select e.state, e.attempt, e.held, e.worker_id, l.worker_id as leased_to, coalesce(l.step, 0) as epoch,
                               greatest(0, coalesce(extract(epoch from clock_timestamp() - e.started_at), 0)) as seconds,
                               r.document::text as document
                        from evaluation e join recipe r on r.hash = e.recipe_hash
                        left join lease l on l.evaluation_id = e.id and l.attempt = e.attempt
                        where e.id = :id and e.dataset like 'external:%'""")
                .param("id", evaluation)
                .query((row, number) -> new Held(
                        EvaluationState.valueOf(row.getString("state")),
                        row.getInt("attempt"),
                        row.getBoolean("held"),
                        row.getString("worker_id"),
                        row.getString("leased_to"),
                        row.getInt("epoch"),
                        row.getDouble("seconds"),
                        recipe(row.getString("document"))))
                .optional();
    }

    Set<Long> running(List<Long> jobs) {
        return Set.copyOf(jdbc.sql("select id from job where id in (:jobs) and state in ('RUNNING', 'PAUSED')")
                .param("jobs", jobs)
                .query(Long.class)
                .list());
    }

    /** What the trainer holds already, since the answer that told it so may have been lost; or else the next one that waits. */
    Optional<Assignment> next(Trainer trainer) {
        return jdbc.sql("""
                        select e.id, e.attempt from lease l join evaluation e on e.id = l.evaluation_id and e.attempt = l.attempt
                        where l.worker_id = :trainer and e.dataset = :queue and e.state = 'RUNNING' order by e.id limit 1""")
                .param("trainer", trainer.id())
                .param("queue", trainer.queue())
                .query(Row.class)
                .optional()
                .or(() -> waiting(trainer.queue()))
                .flatMap(row -> start(row, trainer.id()));
    }

    /** The most urgent one that nobody else is just taking. */
    private Optional<Row> waiting(String queue) {
        return jdbc.sql("""
                        select id, attempt from evaluation
                        where dataset = :queue and state = 'PENDING' and not held
                        order by priority desc, id limit 1 for update skip locked""").param("queue", queue).query(Row.class).optional();
    }

    private Optional<Assignment> start(Row row, String trainer) {
        return evaluations
                .start(new Attempt(row.id, row.attempt), trainer, properties.lease())
                .map(waited -> assignment(row));
    }

    private Assignment assignment(Row row) {
        return jdbc.sql("""
                        select e.fingerprint, e.seed, a.formula, r.document::text as document
                        from evaluation e join activation a on a.fingerprint = e.fingerprint join recipe r on r.hash = e.recipe_hash
                        where e.id = :id""")
                .param("id", row.id)
                .query((found, number) -> new Assignment(
                        row.id,
                        row.attempt,
                        found.getString("fingerprint"),
                        found.getString("formula"),
                        recipe(found.getString("document")),
                        found.getLong("seed"),
                        properties.lease().toMillis() / 1000.0))
                .single();
    }

    private ExternalRecipe recipe(String document) {
        return (ExternalRecipe) json.readValue(document, Recipe.class);
    }

    private record Row(long id, int attempt) {}
}
