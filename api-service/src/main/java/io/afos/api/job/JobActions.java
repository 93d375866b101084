package io.afos.api.job;

import io.afos.api.caller.Caller;
import io.afos.api.problem.TooMany;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what to which job. The latest {@value #MOST} actions of each job are kept. */
@Component
public class JobActions {

    private static final Logger log = LoggerFactory.getLogger(JobActions.class);
    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final int mostOpen;

    JobActions(JdbcClient jdbc, @Value("${afos.jobs.max-open-per-key:1000}") int mostOpen) {
        this.jdbc = jdbc;
        this.mostOpen = mostOpen;
    }

    /** Notes that the caller did something to a job. */
    public void add(long job, JobAction.Kind action) {
        String key = Caller.name();
        jdbc.sql("insert into job_action (job_id, action, key) values (:job, :action, :key)")
                .param("job", job)
                .param("action", action.name())
                .param("key", key)
                .update();
        jdbc.sql("delete from job_action where job_id = :job and id <= ("
                        + "select id from job_action where job_id = :job order by id desc offset :most limit 1)")
                .param("job", job)
                .param("most", MOST)
                .update();
        log.info("key {}: job {} {}", key, job, action);
    }

    /** The actions on a job, the latest last. */
    public List<JobAction> of(long job) {
        return jdbc.sql("select at, action, key from job_action where job_id = :job order by id")
                .param("job", job)
                .query(JobAction.class)
                .list();
    }

    /** @throws TooMany if the caller has as many open jobs as it may have */
    void requireFewOpen() {
        String key = Caller.name();
        int open = jdbc.sql("select count(*) from job where submitted_by = :key and state in ('RUNNING', 'PAUSED')")
                .param("key", key)
                .query(Integer.class)
                .single();
        if (open >= mostOpen) {
            throw new TooMany(String.format(
                    Locale.ROOT,
                    "%,d jobs of this API key are running or paused; submit the next when one has ended, or cancel one",
                    open));
        }
    }
}
