package io.afos.api.evaluation;

import io.afos.api.messaging.TaskPublisher;
import io.afos.model.message.EvaluationTask;
import io.afos.model.recipe.Recipe;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Pending evaluations on their way to the task queue. */
@Component
class Outbox {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TaskPublisher publisher;
    private final DispatchPolicy policy;

    Outbox(JdbcClient jdbc, JsonMapper json, TaskPublisher publisher, DispatchPolicy policy) {
        this.jdbc = jdbc;
        this.json = json;
        this.publisher = publisher;
        this.policy = policy;
    }

    /**
     * Publishes the next pending evaluations and marks them queued once the broker has confirmed them. If it does not, the
     * transaction fails and they stay pending; a message that got through all the same starts the same attempt.
     *
     * @return how many were queued
     */
    @Transactional
    int dispatch() {
        int room = Math.min(policy.batch(), policy.maxQueued() - queued());
        if (room <= 0) {
            return 0;
        }
        List<Row> rows = lockPending(room);
        if (rows.isEmpty()) {
            return 0;
        }
        publisher.publish(rows.stream().map(this::task).toList());
        jdbc.sql("update evaluation set state = 'QUEUED', queued_at = now() where id = any(:ids)")
                .param("ids", rows.stream().map(Row::id).toArray(Long[]::new))
                .update();
        return rows.size();
    }

    private int queued() {
        return jdbc.sql("select count(*) from evaluation where state = 'QUEUED'")
                .query(Integer.class)
                .single();
    }

    private List<Row> lockPending(int limit) {
        return jdbc.sql("""
                        select e.id, e.attempt, e.seed, a.formula, r.document::text as recipe
                        from evaluation e
                        join activation a on a.fingerprint = e.fingerprint
                        join recipe r on r.hash = e.recipe_hash
                        where e.state = 'PENDING' and not e.held
                        order by e.priority desc, e.id
                        limit :limit for update of e skip locked""").param("limit", limit).query(Row.class).list();
    }

    private EvaluationTask task(Row row) {
        return new EvaluationTask(row.id, row.attempt, row.formula, json.readValue(row.recipe, Recipe.class), row.seed);
    }

    private record Row(long id, int attempt, long seed, String formula, String recipe) {}
}
