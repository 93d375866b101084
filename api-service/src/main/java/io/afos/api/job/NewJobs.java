package io.afos.api.job;

import io.afos.model.expression.Effort;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Accepts new jobs, once per idempotency key. */
@Service
public class NewJobs {

    private final Jobs jobs;
    private final TransactionTemplate transaction;
    private final JobActions actions;

    NewJobs(Jobs jobs, TransactionTemplate transaction, JobActions actions) {
        this.jobs = jobs;
        this.transaction = transaction;
        this.actions = actions;
    }

    /**
     * Creates a job in a transaction, or returns the one already submitted with the same key. Retries after a conflict
     * with another transaction whose job shares evaluations with this one.
     *
     * @throws io.afos.api.problem.TooMany if too many jobs of the caller are open
     * @throws IdempotencyConflict if the key was used for a different request
     */
    @Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
    public <J extends Job> J submit(Class<J> kind, Submission submission, Supplier<J> create) {
        Optional<J> earlier = earlier(kind, submission);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        try {
            return transaction.execute(status -> {
                actions.requireFewOpen();
                // The first proposals of a search may take longer than a request usually may.
                J job = Effort.unlimited(create);
                actions.add(job.id(), JobAction.Kind.SUBMITTED);
                return job;
            });
        } catch (DataIntegrityViolationException e) {
            return earlier(kind, submission).orElseThrow(() -> e);
        }
    }

    private <J extends Job> Optional<J> earlier(Class<J> kind, Submission submission) {
        if (submission.idempotencyKey() == null) {
            return Optional.empty();
        }
        Optional<Job> job = jobs.findByIdempotencyKey(submission.idempotencyKey());
        job.filter(other -> !other.requestHash().equals(submission.requestHash()) || !kind.isInstance(other))
                .ifPresent(other -> {
                    throw new IdempotencyConflict(other.id());
                });
        return job.map(kind::cast);
    }
}
