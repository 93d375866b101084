package io.afos.api.evaluation;

import io.afos.model.message.WorkerEvent;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Leases on running attempts, timed by the database's clock alone. They are granted and deleted by the arrows of
 * {@link EvaluationRepository}.
 */
@Repository
@Transactional
public class Leases {

    private final JdbcClient jdbc;
    private final EvaluationRepository evaluations;
    private final AttemptProperties properties;

    Leases(JdbcClient jdbc, EvaluationRepository evaluations, AttemptProperties properties) {
        this.jdbc = jdbc;
        this.evaluations = evaluations;
        this.properties = properties;
    }

    /**
     * Renews the lease of an attempt at work.
     *
     * <p>An attempt may be the current one though this worker has no lease on it. Either its start is still under way; or two workers
     * train the same attempt, since its message was delivered twice. Telling them to stop would stop both.
     *
     * @return false if the attempt was superseded or has its outcome, so that the worker should stop
     */
    public boolean renew(String workerId, WorkerEvent.Progress progress) {
        return renew(workerId, progress, properties.lease());
    }

    /** The same, for so long. */
    public boolean renew(String workerId, WorkerEvent.Progress progress, Duration lease) {
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
                .param("lease", lease.toMillis() / 1000.0)
                .update();
        return renewed == 1
                || evaluations.isWanted(new EvaluationRepository.Attempt(progress.evaluationId(), progress.attempt()));
    }

    /** Lets the lease on an attempt run out at once, which its worker cannot end. */
    public void expire(WorkerEvent.Progress progress) {
        jdbc.sql(
                        "update lease set expires_at = now() - interval '1 second' where evaluation_id = :id and attempt = :attempt")
                .param("id", progress.evaluationId())
                .param("attempt", progress.attempt())
                .update();
    }

    /** The attempts whose lease had run out when the latest of the handled events was sent, the earliest first. */
    @Transactional(readOnly = true)
    public List<EvaluationRepository.Attempt> expired(int limit) {
        return jdbc.sql("""
                        select evaluation_id, attempt from lease
                        where expires_at < (select until from handled_events)
                        order by expires_at limit :limit""")
                .param("limit", limit)
                .query(EvaluationRepository.Attempt.class)
                .list();
    }

    /**
     * Deletes the lease of an attempt if it has run out.
     *
     * @return false if a heartbeat or an outcome came first
     */
    public boolean takeExpired(EvaluationRepository.Attempt attempt) {
        return jdbc.sql("""
                                delete from lease
                                where evaluation_id = :id and attempt = :attempt and expires_at < clock_timestamp()""")
                        .param("id", attempt.evaluationId())
                        .param("attempt", attempt.attempt())
                        .update()
                == 1;
    }
}
