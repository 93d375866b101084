package io.afos.api.webhook;

import io.afos.api.job.Job;
import io.afos.api.job.JobNotFound;
import io.afos.api.job.Jobs;
import io.afos.api.problem.Conflict;
import io.afos.api.problem.NotFound;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores the webhooks of jobs. */
@Service
@Transactional
public class Webhooks {

    public static final int MAX_URL = 2_048;
    private static final int MAX_PER_JOB = 10;

    private final JdbcClient jdbc;
    private final Jobs jobs;

    Webhooks(JdbcClient jdbc, Jobs jobs) {
        this.jdbc = jdbc;
        this.jobs = jobs;
    }

    /** Adds a webhook. Its first message reports the job's current state, so the receiver misses no later change. */
    public WebhookView add(long jobId, URI url, Secret secret) {
        Job job = jobs.findLocked(jobId).orElseThrow(() -> new JobNotFound(jobId));
        if (of(jobId).size() >= MAX_PER_JOB) {
            throw new Conflict(String.format(
                    Locale.ROOT,
                    "job %d already has the maximum of %d webhooks; delete one first",
                    jobId,
                    MAX_PER_JOB));
        }
        WebhookView added = jdbc.sql("""
                        insert into webhook (job_id, url, secret) values (:job, :url, :secret)
                        returning id, url, created_at""")
                .param("job", jobId)
                .param("url", url.toString())
                .param("secret", secret.text())
                .query(Webhooks::view)
                .single();
        jdbc.sql("insert into webhook_delivery (webhook_id, job_state) values (:webhook, :state)")
                .param("webhook", added.id())
                .param("state", job.state().name())
                .update();
        return added.withSecret(secret);
    }

    public List<WebhookView> of(long jobId) {
        if (!jobs.existsById(jobId)) {
            throw new JobNotFound(jobId);
        }
        return jdbc.sql("select id, url, created_at from webhook where job_id = :job order by id")
                .param("job", jobId)
                .query(Webhooks::view)
                .list();
    }

    /** Deletes a webhook with all its messages, including undelivered ones. */
    public void remove(long jobId, long id) {
        requireOne(
                jdbc.sql("delete from webhook where id = :id and job_id = :job")
                        .param("id", id)
                        .param("job", jobId)
                        .update(),
                jobId,
                id);
    }

    @Transactional(readOnly = true)
    public void require(long jobId, long id) {
        requireOne(
                jdbc.sql("select count(*) from webhook where id = :id and job_id = :job")
                        .param("id", id)
                        .param("job", jobId)
                        .query(Integer.class)
                        .single(),
                jobId,
                id);
    }

    private static void requireOne(int found, long jobId, long id) {
        if (found == 0) {
            throw new NotFound(String.format(Locale.ROOT, "job %d has no webhook %d", jobId, id));
        }
    }

    private static WebhookView view(ResultSet row, int number) throws SQLException {
        return new WebhookView(
                row.getLong("id"),
                row.getString("url"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                null);
    }
}
