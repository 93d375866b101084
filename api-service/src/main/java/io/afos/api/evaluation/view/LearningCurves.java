package io.afos.api.evaluation.view;

import io.afos.model.message.WorkerEvent;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Metrics of evaluations epoch by epoch. */
@Component
public class LearningCurves {

    private static final RowMapper<Epoch> POINT = new DataClassRowMapper<>(Epoch.class);

    private final JdbcClient jdbc;

    LearningCurves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds or replaces a point. A point of an attempt that is not the current one is ignored, and so is one after the recipe's last
     * epoch, and one that cannot be drawn because a number is not finite. An evaluation that is being deleted has no curve any more.
     */
    public void add(WorkerEvent.EpochFinished point) {
        if (isFinite(point.metrics())) {
            addReported(point);
        }
    }

    /** Adds or replaces a point of which some metrics may be NaN, which stands for absent. */
    public void addReported(WorkerEvent.EpochFinished point) {
        var metrics = point.metrics();
        jdbc.sql("""
                        insert into epoch (evaluation_id, epoch, train_loss, train_accuracy, loss, accuracy, score, seconds,
                                           images_per_second)
                        select id, :epoch, :trainLoss, :trainAccuracy, :loss, :accuracy, :score, :seconds, :imagesPerSecond
                        from evaluation e where id = :id and attempt = :attempt and :epoch <= (
                            select cast(document ->> 'epochs' as integer) from recipe where hash = e.recipe_hash)
                        for key share of e
                        on conflict (evaluation_id, epoch) do update
                        set train_loss = excluded.train_loss, train_accuracy = excluded.train_accuracy,
                            loss = excluded.loss, accuracy = excluded.accuracy, score = excluded.score, seconds = excluded.seconds,
                            images_per_second = excluded.images_per_second""")
                .param("id", point.evaluationId())
                .param("attempt", point.attempt())
                .param("epoch", metrics.epoch())
                .param("trainLoss", nullIfNaN(metrics.trainLoss()), Types.DOUBLE)
                .param("trainAccuracy", nullIfNaN(metrics.trainAccuracy()), Types.DOUBLE)
                .param("loss", nullIfNaN(metrics.validation().loss()), Types.DOUBLE)
                .param("accuracy", nullIfNaN(metrics.validation().accuracy()), Types.DOUBLE)
                .param("score", metrics.validation().score(), Types.DOUBLE)
                .param("seconds", metrics.seconds())
                .param("imagesPerSecond", metrics.imagesPerSecond())
                .update();
    }

    private static boolean isFinite(WorkerEvent.EpochMetrics metrics) {
        return DoubleStream.of(
                        metrics.trainLoss(),
                        metrics.trainAccuracy(),
                        metrics.validation().loss(),
                        metrics.validation().accuracy(),
                        metrics.seconds(),
                        metrics.imagesPerSecond())
                .allMatch(Double::isFinite);
    }

    private static @Nullable Double nullIfNaN(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** The curves of evaluations that have one, by evaluation. */
    public Map<Long, List<Epoch>> of(Collection<Long> evaluationIds) {
        var curves = new HashMap<Long, List<Epoch>>();
        jdbc.sql("""
                        select evaluation_id, epoch, train_loss, train_accuracy, loss, accuracy, score, seconds,
                               images_per_second
                        from epoch where evaluation_id = any(:ids) order by evaluation_id, epoch""")
                .param("ids", evaluationIds.toArray(Long[]::new))
                .query((row, number) -> curves.computeIfAbsent(row.getLong("evaluation_id"), id -> new ArrayList<>())
                        .add(POINT.mapRow(row, number)))
                .list();
        return curves;
    }
}
