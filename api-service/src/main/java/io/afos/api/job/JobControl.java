package io.afos.api.job;

import io.afos.model.expression.Effort;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
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
    private final JobActions actions;

    JobControl(Jobs jobs, Clock clock, JobActions actions) {
        this.jobs = jobs;
        this.clock = clock;
        this.actions = actions;
    }

    public void pause(long id) {
        change(id, JobAction.Kind.PAUSED, Job::pause);
    }

    public void resume(long id) {
        change(id, JobAction.Kind.RESUMED, Job::resume);
    }

    public void cancel(long id) {
        change(id, JobAction.Kind.CANCELLED, Job::cancel);
    }

    /** Ends a job because of an error, unless it has ended. */
    public void fail(long id, String reason) {
        change(id, null, (job, now) -> {
            if (!job.state().isFinal()) {
                job.fail(reason, now);
            }
        });
    }

    private void change(long id, JobAction.@Nullable Kind action, BiConsumer<Job, Instant> transition) {
        Job job = jobs.findLocked(id).orElseThrow(() -> new JobNotFound(id));
        JobState before = job.state();
        transition.accept(job, clock.instant());
        if (action != null && job.state() != before) {
            actions.add(id, action);
        }
        // A search that is resumed may propose candidates.
        Effort.unlimited(() -> jobs.saveAndFlush(job));
    }
}
