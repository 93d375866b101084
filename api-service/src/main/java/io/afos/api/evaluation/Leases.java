package io.afos.api.evaluation;

import io.afos.model.message.WorkerEvent;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Leases on running attempts, timed by the database's clock alone. */
@Component
@Transactional
class Leases {

    private final JdbcClient jdbc;
    private final AttemptPolicy policy;

    Leases(JdbcClient jdbc, AttemptPolicy policy) {
        this.jdbc = jdbc;
        this.policy = policy;
    }

    /**
     * Notes that a worker has taken an attempt. A second worker takes the attempt over from the first, whose message was
     * delivered again because it vanished before acknowledging.
     *
     * @return how many seconds it had been in the queue; empty if the attempt is no longer wanted
     */
    Optional<Double> start(WorkerEvent.Started started) {
        return jdbc.sql("""
                        with started as (
                            update evaluation
                            set state = 'RUNNING', worker_id = :worker, started_at = now()
                            where id = :id and attempt = :attempt and not held and state in ('PENDING', 'QUEUED', 'RUNNING')
                            returning id, attempt, worker_id,
                                      extract(epoch from now() - coalesce(queued_at, now())) as waited),
                        granted as (
                            insert into lease (evaluation_id, attempt, worker_id, expires_at)
                            select id, attempt, worker_id, now() + make_interval(secs => :lease) from started
                            on conflict (evaluation_id) do update
                            set attempt = excluded.attempt, worker_id = excluded.worker_id,
                                expires_at = excluded.expires_at, step = 0)
                        select waited from started""")
                .param("id", started.evaluationId())
                .param("attempt", started.attempt())
                .param("worker", started.workerId())
                .param("lease", policy.lease().toMillis() / 1000.0)
                .query(Double.class)
                .optional();
    }

    /**
     * Renews the lease of an attempt at work.
     *
     * @return false if the attempt was superseded or has its outcome, so that the worker should stop
     */
    boolean renew(String workerId, WorkerEvent.Progress progress) {
        int renewed = jdbc.sql("""
                        update lease
                        set expires_at = now() + make_interval(secs => :lease), step = :step, total_steps = :totalSteps,
                            images_per_second = :imagesPerSecond
                        where evaluation_id = :id and attempt = :attempt and worker_id = :worker""")
                .param("id", progress.evaluationId())
                .param("attempt", progress.attempt())
                .param("worker", workerId)
                .param("step", progress.step())
                .param("totalSteps", progress.totalSteps())
                .param("imagesPerSecond", progress.imagesPerSecond())
                .param("lease", policy.lease().toMillis() / 1000.0)
                .update();
        return renewed == 1 || isCurrent(progress);
    }

    /**
     * Whether this attempt is current though this worker has no lease on it. Either its start is still under way; or two
     * workers train the same attempt, since its message was delivered twice. Telling them to stop would stop both.
     */
    private boolean isCurrent(WorkerEvent.Progress progress) {
        return jdbc.sql("""
                        select count(*) from evaluation
                        where id = :id and attempt = :attempt and not held and state in ('PENDING', 'QUEUED', 'RUNNING')""")
                        .param("id", progress.evaluationId())
                        .param("attempt", progress.attempt())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Lets the leases of a worker that has left run out at once. */
    void expireAllOf(String workerId) {
        jdbc.sql("update lease set expires_at = now() - interval '1 second' where worker_id = :worker")
                .param("worker", workerId)
                .update();
    }

    @Transactional(readOnly = true)
    List<Attempt> expired(int limit) {
        return jdbc.sql("""
                        select evaluation_id, attempt from lease where expires_at < now()
                        order by expires_at limit :limit""").param("limit", limit).query(Attempt.class).list();
    }

    record Attempt(long evaluationId, int attempt) {}
}
