package io.afos.api.evaluation;

import io.afos.model.message.WorkerEvent;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Metrics of evaluations epoch by epoch. */
@Component
class LearningCurves {

    private final JdbcClient jdbc;

    LearningCurves(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds or replaces a point; a point of an attempt that is not the current one is ignored. */
    void add(WorkerEvent.EpochFinished point) {
        var metrics = point.metrics();
        jdbc.sql("""
                        insert into epoch (evaluation_id, epoch, train_loss, train_accuracy, loss, accuracy, seconds,
                                           images_per_second)
                        select id, :epoch, :trainLoss, :trainAccuracy, :loss, :accuracy, :seconds, :imagesPerSecond
                        from evaluation where id = :id and attempt = :attempt
                        on conflict (evaluation_id, epoch) do update
                        set train_loss = excluded.train_loss, train_accuracy = excluded.train_accuracy,
                            loss = excluded.loss, accuracy = excluded.accuracy, seconds = excluded.seconds,
                            images_per_second = excluded.images_per_second""")
                .param("id", point.evaluationId())
                .param("attempt", point.attempt())
                .param("epoch", metrics.epoch())
                .param("trainLoss", metrics.trainLoss())
                .param("trainAccuracy", metrics.trainAccuracy())
                .param("loss", metrics.validation().loss())
                .param("accuracy", metrics.validation().accuracy())
                .param("seconds", metrics.seconds())
                .param("imagesPerSecond", metrics.imagesPerSecond())
                .update();
    }

    List<Epoch> of(long evaluationId) {
        return jdbc.sql("""
                        select epoch, train_loss, train_accuracy, loss, accuracy, seconds, images_per_second
                        from epoch where evaluation_id = :id order by epoch""").param("id", evaluationId).query(Epoch.class).list();
    }
}
