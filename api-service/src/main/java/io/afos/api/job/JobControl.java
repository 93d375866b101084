package io.afos.api.job;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pauses, resumes and cancels jobs. Each call may be repeated; each throws {@link JobStateConflict} when too late. Jobs that
 * share evaluations may get into each other's way; the one that has to give way tries again.
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

    private void change(long id, BiConsumer<Job, Instant> transition) {
        Job job = jobs.findLocked(id).orElseThrow(() -> new JobNotFound(id));
        transition.accept(job, clock.instant());
        jobs.saveAndFlush(job);
    }
}
