package io.afos.api.evaluation;

import io.afos.api.job.JobStateChanged;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a job's change of state over to its evaluations. An evaluation that another job wants goes on; a queued or
 * running attempt that nobody wants any more is revoked.
 */
@Component
class JobDemand {

    private static final String AMONG =
            "(cast(:evaluations as bigint[]) is null or d.evaluation_id = any(:evaluations))";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    JobDemand(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(JobStateChanged change) {
        switch (change.state()) {
            case PAUSED -> hold(change.jobId(), null);
            case RUNNING -> release(change.jobId());
            case CANCELLED, FAILED, COMPLETED -> withdraw(change.jobId(), null);
        }
    }

    /** Locks first and looks then: another job that joins or leaves at the same time has either done so or waits. */
    private void hold(long jobId, Long @Nullable [] evaluations) {
        jdbc.sql("""
                        select id from evaluation where id in (
                            select evaluation_id from demand d where d.job_id = :job and %s)
                        order by id for update""".formatted(AMONG))
                .param("job", jobId)
                .param("evaluations", evaluations)
                .query(Long.class)
                .list();
        List<Revoked> revoked = jdbc.sql("""
                        with old as (
                            select e.id, e.state, e.attempt from evaluation e join demand d on d.evaluation_id = e.id
                            where d.job_id = :job and %s and not exists (
                                select from demand o join job j on j.id = o.job_id
                                where o.evaluation_id = e.id and o.job_id <> :job and j.state = 'RUNNING'))
                        update evaluation e
                        set held = true, state = 'PENDING', worker_id = null,
                            attempt = case when old.state = 'PENDING' then e.attempt else e.attempt + 1 end
                        from old where e.id = old.id and old.state in ('PENDING', 'QUEUED', 'RUNNING')
                        returning old.id, old.attempt, old.state <> 'PENDING' as active""".formatted(AMONG))
                .param("job", jobId)
                .param("evaluations", evaluations)
                .query(Revoked.class)
                .list();
        announce(revoked);
    }

    private void release(long jobId) {
        jdbc.sql("""
                        update evaluation set held = false, pending_since = now()
                        where held and state = 'PENDING'
                          and id in (select evaluation_id from demand where job_id = :job)""").param("job", jobId).update();
        events.publishEvent(new WorkArrived());
    }

    /**
     * Ends a job's demand.
     *
     * @param evaluations for these evaluations only, or for all if {@code null}
     */
    void withdraw(long jobId, Long @Nullable [] evaluations) {
        hold(jobId, evaluations);
        jdbc.sql("""
                        update evaluation e set state = 'CANCELLED', held = false, finished_at = now()
                        where state = 'PENDING' and held
                          and id in (select evaluation_id from demand d where d.job_id = :job and %s)
                          and not exists (select from demand o where o.evaluation_id = e.id and o.job_id <> :job)""".formatted(AMONG))
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
        jdbc.sql("delete from demand d where d.job_id = :job and " + AMONG)
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
    }

    private void announce(List<Revoked> revoked) {
        List<Revoked> active = revoked.stream().filter(Revoked::active).toList();
        jdbc.sql("delete from lease where evaluation_id = any(:ids)")
                .param("ids", active.stream().map(Revoked::id).toArray(Long[]::new))
                .update();
        active.forEach(attempt -> events.publishEvent(new AttemptRevoked(attempt.id, attempt.attempt)));
    }

    private record Revoked(long id, int attempt, boolean active) {}
}
