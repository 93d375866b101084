package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.job.Job;
import io.afos.api.job.Jobs;
import io.afos.api.job.Submission;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes in new searches. What it returns is in the database with its first candidates. */
@Service
public class Submissions {

    private final Searches searches;
    private final Jobs jobs;
    private final SearchAdvancer advancer;
    private final EvaluationRequests evaluations;
    private final TransactionTemplate transaction;

    Submissions(
            Searches searches,
            Jobs jobs,
            SearchAdvancer advancer,
            EvaluationRequests evaluations,
            TransactionTemplate transaction) {
        this.searches = searches;
        this.jobs = jobs;
        this.advancer = advancer;
        this.evaluations = evaluations;
        this.transaction = transaction;
    }

    /**
     * Submits a search, or finds the one that was submitted before under the same idempotency key. Tries again when another
     * transaction, with which it shares evaluations, was in its way.
     *
     * @throws IdempotencyConflict if the key was used for another request
     */
    @Retryable(includes = ConcurrencyFailureException.class, delay = 50, jitter = 50)
    public Search submit(String name, int priority, Submission submission, SearchSpecification specification) {
        Optional<Search> earlier = earlier(submission);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        try {
            return transaction.execute(status -> create(name, priority, submission, specification));
        } catch (DataIntegrityViolationException e) {
            return earlier(submission).orElseThrow(() -> e);
        }
    }

    private Search create(String name, int priority, Submission submission, SearchSpecification specification) {
        evaluations.register(specification.recipe());
        Search search = searches.saveAndFlush(new Search(name, priority, submission, specification));
        advancer.start(search);
        return search;
    }

    private Optional<Search> earlier(Submission submission) {
        if (submission.idempotencyKey() == null) {
            return Optional.empty();
        }
        Optional<Job> job = jobs.findByIdempotencyKey(submission.idempotencyKey());
        job.filter(other -> !other.requestHash().equals(submission.requestHash()) || !(other instanceof Search))
                .ifPresent(other -> {
                    throw new IdempotencyConflict(other.id());
                });
        return job.map(Search.class::cast);
    }
}
