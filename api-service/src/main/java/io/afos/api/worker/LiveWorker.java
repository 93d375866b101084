package io.afos.api.worker;

import io.afos.model.message.WorkerEvent.Trouble;
import io.afos.model.recipe.ImageRecipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A worker process.
 *
 * @param device such as {@code cpu} or {@code gpu:0}
 * @param threads threads of the native engine per operation
 * @param datasets data sets that it has or can download
 * @param fetchable the data sets among them that it would have to download first
 * @param troubles why it does not train on data sets that it has, until its next check
 * @param task the training in progress; {@code null} when idle
 */
public record LiveWorker(
        String id,
        String host,
        String device,
        int threads,
        String engine,
        List<String> datasets,
        List<String> fetchable,
        Instant startedAt,
        Instant lastSeen,
        List<Trouble> troubles,
        @Nullable Task task) {

    /**
     * A training in progress.
     *
     * @param step optimizer steps done
     * @param totalSteps optimizer steps of the whole training
     * @param jobs the ids of the searches and benchmarks that wait for it
     */
    public record Task(
            long evaluationId,
            @Nullable String formula,
            @Nullable String fingerprint,
            @Nullable String dataset,
            @Nullable String architecture,
            List<Long> jobs,
            @Nullable Long step,
            @Nullable Long totalSteps,
            @Nullable Double imagesPerSecond) {}

    /** Whether it can train on a data set without downloading it first. */
    public boolean has(String dataset) {
        return datasets.contains(dataset) && !fetchable.contains(dataset);
    }

    private static List<String> names(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** Without the queues of uploaded networks, which are of the same data sets. */
    private static List<String> datasets(ResultSet row) throws SQLException {
        return names(row, "datasets").stream()
                .filter(queue -> queue.equals(ImageRecipe.datasetOf(queue)))
                .toList();
    }

    static LiveWorker of(ResultSet row, JsonMapper json) throws SQLException {
        Long evaluation = row.getObject("evaluation_id", Long.class);
        Task task = evaluation == null
                ? null
                : new Task(
                        evaluation,
                        row.getString("formula"),
                        row.getString("fingerprint"),
                        row.getString("dataset"),
                        row.getString("architecture"),
                        List.of((Long[]) row.getArray("jobs").getArray()),
                        row.getObject("step", Long.class),
                        row.getObject("total_steps", Long.class),
                        row.getObject("images_per_second", Double.class));
        return new LiveWorker(
                row.getString("id"),
                row.getString("host"),
                row.getString("device"),
                row.getInt("threads"),
                row.getString("engine"),
                datasets(row),
                names(row, "fetchable"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen", OffsetDateTime.class).toInstant(),
                List.of(json.readValue(row.getString("troubles"), Trouble[].class)),
                task);
    }
}
