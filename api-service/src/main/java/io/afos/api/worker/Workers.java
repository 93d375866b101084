package io.afos.api.worker;

import io.afos.model.message.FolderFacts;
import io.afos.model.message.WorkerEvent;
import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.ImageRecipe;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The workers that have recently sent a heartbeat. */
@Component
public class Workers {

    /** A worker counts as live for this many seconds after its last heartbeat. */
    public static final int LIVE_SECONDS = 30;

    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int MOST = 100_000;
    private static final int MOST_TROUBLES = 3;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Workers(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Of new ids beyond {@value #MOST} within a day nothing is noted: nothing else limits how many a sender may make up. */
    public void seen(WorkerEvent.Heartbeat heartbeat) {
        if (isOneTooMany(heartbeat.workerId())) {
            log.warn("worker {} is not noted: {} others were heard of within a day", heartbeat.workerId(), MOST);
            return;
        }
        var worker = heartbeat.worker();
        var progress = heartbeat.progress();
        jdbc.sql("""
            insert into worker (id, host, device, threads, engine, datasets, fetchable, started_at,
                                last_seen, evaluation_id, images_per_second, troubles, folders)
            values (:id, :host, :device, :threads, :engine, :datasets, :fetchable, :startedAt, now(), :evaluation, :speed,
                    :troubles::jsonb, coalesce(:folders::jsonb, '[]'))
            on conflict (id) do update
            set datasets = excluded.datasets, fetchable = excluded.fetchable, last_seen = excluded.last_seen,
                evaluation_id = excluded.evaluation_id, images_per_second = excluded.images_per_second,
                troubles = excluded.troubles, folders = coalesce(:folders::jsonb, worker.folders)\
            """)
                .param("id", heartbeat.workerId())
                .param("host", worker.host())
                .param("device", worker.device())
                .param("threads", worker.threads())
                .param("engine", worker.engine())
                .param("datasets", worker.queues().toArray(String[]::new))
                .param("fetchable", worker.fetchable().toArray(String[]::new))
                .param("startedAt", OffsetDateTime.ofInstant(worker.startedAt(), ZoneOffset.UTC))
                .param("evaluation", progress == null ? null : progress.evaluationId())
                .param("speed", progress == null ? null : progress.imagesPerSecond())
                .param("troubles", json.writeValueAsString(worker.troubles()))
                .param("folders", worker.folders() == null ? null : json.writeValueAsString(worker.folders()))
                .update();
    }

    private boolean isOneTooMany(String workerId) {
        return jdbc.sql("""
            select not exists (select from worker where id = :id) and (select count(*) from worker) >= :most""")
                .param("id", workerId)
                .param("most", MOST)
                .query(Boolean.class)
                .single();
    }

    /** Whether a worker was heard of within a day. */
    public boolean isKnown(String workerId) {
        return jdbc.sql("select count(*) from worker where id = :id")
                        .param("id", workerId)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** The number of workers heard of within a day whose ids start with {@code prefix}. */
    public int countKnown(String prefix) {
        return jdbc.sql("select count(*) from worker where starts_with(id, :prefix)")
                .param("prefix", prefix)
                .query(Integer.class)
                .single();
    }

    public void remove(String workerId) {
        jdbc.sql("delete from worker where id = :id").param("id", workerId).update();
    }

    /** Deletes all workers; used when they ended together with the previous run of the service. */
    public void removeAll() {
        jdbc.sql("delete from worker").update();
    }

    public List<LiveWorker> live() {
        return jdbc.sql("""
            select w.id, w.host, w.device, w.threads, w.engine, w.datasets, w.fetchable, w.started_at, w.last_seen,
                   w.evaluation_id, a.formula, a.fingerprint, r.dataset, r.architecture,
                   array(select d.job_id from demand d where d.evaluation_id = w.evaluation_id
                         order by d.job_id) as jobs,
                   l.step, l.total_steps, w.images_per_second, w.troubles::text as troubles
            from worker w
            left join lease l on l.evaluation_id = w.evaluation_id and l.worker_id = w.id
            left join evaluation e on e.id = w.evaluation_id
            left join activation a on a.fingerprint = e.fingerprint
            left join recipe r on r.hash = e.recipe_hash
            where w.last_seen > now() - make_interval(secs => :live)
            order by w.started_at, w.id limit 1000\
            """)
                .param("live", LIVE_SECONDS)
                .query((row, number) -> LiveWorker.of(row, json))
                .list();
    }

    /** What live workers found in image folders. */
    public List<FolderReport> folderReports() {
        return jdbc.sql("""
            select w.id, f.facts::text as facts
            from worker w, lateral jsonb_array_elements(w.folders) f (facts)
            where w.last_seen > now() - make_interval(secs => :live)
            order by w.started_at, w.id limit 1000\
            """)
                .param("live", LIVE_SECONDS)
                .query((row, number) -> new FolderReport(
                        row.getString("id"), json.readValue(row.getString("facts"), FolderFacts.class)))
                .list();
    }

    /** What a worker found in an image folder. */
    public record FolderReport(String worker, FolderFacts facts) {}

    private List<String> troubles(String dataset) {
        return jdbc.sql("""
            select w.id || ': ' || (t.trouble ->> 'reason')
            from worker w, lateral jsonb_array_elements(w.troubles) t (trouble)
            where w.last_seen > now() - make_interval(secs => :live) and t.trouble ->> 'dataset' = :dataset
            order by w.started_at, w.id limit :most\
            """)
                .param("live", LIVE_SECONDS)
                .param("dataset", dataset)
                .param("most", MOST_TROUBLES)
                .query(String.class)
                .list();
    }

    /** The number of live workers that take tasks from a queue. */
    public int countLive(String queue) {
        return jdbc.sql("""
            select count(*) from worker
            where last_seen > now() - make_interval(secs => :live) and :queue = any(datasets)\
            """)
                .param("live", LIVE_SECONDS)
                .param("queue", queue)
                .query(Integer.class)
                .single();
    }

    /** Why the trainings of a queue have to wait: no live worker can do them. Empty if one can. */
    public Optional<String> obstacle(String queue) {
        if (countLive(queue) > 0) {
            return Optional.empty();
        }
        String dataset = ImageRecipe.datasetOf(queue);
        if (!dataset.equals(queue) && countLive(dataset) > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "none of the live workers that have the data set %s can train uploaded networks: start workers of this"
                            + " version",
                    dataset));
        }
        if (dataset.startsWith(ExternalRecipe.PREFIX)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "no external trainer is live for %s: start a training program for this network and version",
                    dataset.substring(ExternalRecipe.PREFIX.length())));
        }
        List<String> troubles = troubles(dataset);
        if (!troubles.isEmpty()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "none of the live workers can train on the data set %s at the moment; each checks again"
                            + " within 10 minutes. %s",
                    dataset,
                    String.join("; ", troubles)));
        }
        int others = countLive();
        return Optional.of(
                others == 0
                        ? "no worker is live: start one"
                        : String.format(
                                Locale.ROOT,
                                "none of the live workers (%d) has the data set %s: copy its files to a worker's data"
                                        + " directory, or start a worker that has the data set or is allowed to download it",
                                others,
                                dataset));
    }

    public int countLive() {
        return jdbc.sql("select count(*) from worker where last_seen > now() - make_interval(secs => :live)")
                .param("live", LIVE_SECONDS)
                .query(Integer.class)
                .single();
    }

    @Scheduled(fixedDelayString = "1h")
    void forgetOld() {
        jdbc.sql("delete from worker where last_seen < now() - interval '1 day'")
                .update();
    }
}
