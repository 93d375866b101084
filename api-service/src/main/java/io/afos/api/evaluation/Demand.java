package io.afos.api.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which jobs wait for which open evaluations. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
public class Demand {

    /** The condition on a row {@code d} with the parameters {@code job} and {@code evaluations}, all if it is null. */
    static final String OF_JOB =
            "d.job_id = :job and (cast(:evaluations as bigint[]) is null or d.evaluation_id = any(:evaluations))";

    private final JdbcClient jdbc;

    Demand(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A job waits for evaluations. */
    void add(long jobId, Long[] evaluations) {
        jdbc.sql("""
                        insert into demand (evaluation_id, job_id)
                        select id, :job from unnest(cast(:ids as bigint[])) id on conflict do nothing""").param("ids", evaluations).param("job", jobId).update();
    }

    /** @param evaluations these evaluations only, or all if {@code null} */
    void remove(long jobId, Long @Nullable [] evaluations) {
        jdbc.sql("delete from demand d where " + OF_JOB)
                .param("job", jobId)
                .param("evaluations", evaluations)
                .update();
    }

    /** Nobody waits any more for an evaluation that has its outcome. */
    public void removeAll(long evaluationId) {
        jdbc.sql("delete from demand where evaluation_id = :id")
                .param("id", evaluationId)
                .update();
    }

    /** Locks the rows of all jobs that wait for an evaluation, in the order of their ids. */
    public List<Long> lockJobs(long evaluationId) {
        return jdbc.sql("""
                        select id from job where id in (select job_id from demand where evaluation_id = :id)
                        order by id for update""").param("id", evaluationId).query(Long.class).list();
    }

    /** The jobs that wait for an evaluation. */
    public List<Long> jobs(long evaluationId) {
        return jdbc.sql("select job_id from demand where evaluation_id = :id order by job_id")
                .param("id", evaluationId)
                .query(Long.class)
                .list();
    }
}
