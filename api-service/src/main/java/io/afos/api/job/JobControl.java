package io.afos.api.job;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pauses, resumes and cancels jobs. Each call is idempotent and throws {@link JobStateConflict} if it comes too late.
 * Transactions of jobs that share evaluations can conflict; the one that is rolled back is retried.
 */
@Service
@Transactional
@Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
public class JobControl {

    private final Jobs jobs;
    private final Clock clock;

    JobControl(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    public void pause(long id) {
        change(id, Job::pause);
    }

    public void resume(long id) {
        change(id, Job::resume);
    }

    public void cancel(long id) {
        change(id, Job::cancel);
    }

    /** Ends a job because of an error, unless it has ended. */
    public void fail(long id, String reason) {
        change(id, (job, now) -> {
            if (!job.state().isFinal()) {
                job.fail(reason, now);
            }
        });
    }

    private void change(long id, BiConsumer<Job, Instant> transition) {
        Job job = jobs.findLocked(id).orElseThrow(() -> new JobNotFound(id));
        transition.accept(job, clock.instant());
        jobs.saveAndFlush(job);
    }
}
