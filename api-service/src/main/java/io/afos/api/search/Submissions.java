package io.afos.api.search;

import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.job.IdempotencyConflict;
import io.afos.api.job.NewJobs;
import io.afos.api.job.Submission;
import org.springframework.stereotype.Service;

/** Accepts new searches. A search it returns is stored in the database with its first candidates. */
@Service
public class Submissions {

    private final NewJobs newJobs;
    private final Searches searches;
    private final SearchAdvancer advancer;
    private final EvaluationRequests evaluations;

    Submissions(NewJobs newJobs, Searches searches, SearchAdvancer advancer, EvaluationRequests evaluations) {
        this.newJobs = newJobs;
        this.searches = searches;
        this.advancer = advancer;
        this.evaluations = evaluations;
    }

    /**
     * Submits a search, or returns the one already submitted with the same idempotency key.
     *
     * @throws IdempotencyConflict if the key was used for a different request
     */
    public Search submit(String name, int priority, Submission submission, SearchSpecification specification) {
        return newJobs.submit(Search.class, submission, () -> create(name, priority, submission, specification));
    }

    private Search create(String name, int priority, Submission submission, SearchSpecification specification) {
        evaluations.register(specification.recipe(), specification.strategy().rungs());
        Search search = searches.saveAndFlush(new Search(name, priority, submission, specification));
        advancer.start(search);
        return search;
    }
}
