package io.afos.api.evaluation.transfer;

import io.afos.api.evaluation.view.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Points of learning curves, stored with one statement: as a batch of rows they would take many times the memory. */
final class ImportedPoints {

    private final JdbcClient jdbc;
    private final List<Long> evaluations = new ArrayList<>();
    private final List<Epoch> points = new ArrayList<>();

    ImportedPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long evaluation, List<Epoch> curve) {
        curve.forEach(point -> {
            evaluations.add(evaluation);
            points.add(point);
        });
    }

    void insert() {
        if (points.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into epoch (evaluation_id, epoch, train_loss, train_accuracy, loss, accuracy, score, seconds,
                                           images_per_second)
                        select * from unnest(
                            cast(:evaluations as bigint[]), cast(:epochs as int[]), cast(:trainLoss as float8[]),
                            cast(:trainAccuracy as float8[]), cast(:loss as float8[]), cast(:accuracy as float8[]),
                            cast(:score as float8[]), cast(:seconds as float8[]), cast(:speed as float8[]))
                        on conflict do nothing""")
                .param("evaluations", evaluations.toArray(Long[]::new))
                .param("epochs", column(Epoch::epoch, Integer[]::new))
                .param("trainLoss", column(Epoch::trainLoss, Double[]::new))
                .param("trainAccuracy", column(Epoch::trainAccuracy, Double[]::new))
                .param("loss", column(Epoch::loss, Double[]::new))
                .param("accuracy", column(Epoch::accuracy, Double[]::new))
                .param("score", column(Epoch::score, Double[]::new))
                .param("seconds", column(Epoch::seconds, Double[]::new))
                .param("speed", column(Epoch::imagesPerSecond, Double[]::new))
                .update();
    }

    private <T> T[] column(Function<Epoch, T> field, IntFunction<T[]> array) {
        return points.stream().map(field).toArray(array);
    }
}
