package io.afos.api.evaluation.view;

import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Evaluations as users look at them. */
@Service
@Transactional(readOnly = true)
public class EvaluationQueries {

    private static final String SELECT =
            "select r.dataset, r.architecture, e.* from evaluation e join recipe r on r.hash = e.recipe_hash ";

    private final JdbcClient jdbc;
    private final LearningCurves curves;

    EvaluationQueries(JdbcClient jdbc, LearningCurves curves) {
        this.jdbc = jdbc;
        this.curves = curves;
    }

    public Optional<EvaluationView> find(long id) {
        return jdbc.sql(SELECT + "where e.id = :id")
                .param("id", id)
                .query(EvaluationQueries::view)
                .optional()
                .map(view -> view.withCurve(curves.of(List.of(id)).getOrDefault(id, List.of())));
    }

    /** The evaluations of an activation function with their learning curves, oldest first. */
    public List<EvaluationView> of(String fingerprint, @Nullable Long after, int limit) {
        List<EvaluationView> evaluations = jdbc.sql(SELECT + """
                        where e.fingerprint = :fingerprint and (cast(:after as bigint) is null or e.id > :after)
                        order by e.id limit :limit""")
                .param("fingerprint", fingerprint)
                .param("after", after)
                .param("limit", limit)
                .query(EvaluationQueries::view)
                .list();
        Map<Long, List<Epoch>> drawn =
                curves.of(evaluations.stream().map(EvaluationView::id).toList());
        return evaluations.stream()
                .map(view -> view.withCurve(drawn.getOrDefault(view.id(), List.of())))
                .toList();
    }

    private static EvaluationView view(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        return new EvaluationView(
                row.getLong("id"),
                row.getString("fingerprint"),
                row.getString("recipe_hash"),
                row.getString("dataset"),
                row.getString("architecture"),
                row.getLong("seed"),
                EvaluationState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getString("worker_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                outcome == null ? null : EvaluationOutcome.valueOf(outcome),
                row.getObject("epochs", Integer.class),
                row.getObject("fitness", Double.class),
                row.getObject("accuracy", Double.class),
                row.getObject("loss", Double.class),
                row.getObject("score", Double.class),
                row.getObject("test_accuracy", Double.class),
                row.getObject("test_loss", Double.class),
                row.getObject("seconds", Double.class),
                row.getObject("images_per_second", Double.class),
                row.getString("failure"),
                List.of());
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
