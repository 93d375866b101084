package io.afos.api.search;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationRequests;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.job.BrokenJob;
import io.afos.api.job.Job;
import io.afos.api.job.JobState;
import io.afos.api.job.JobStateChanged;
import io.afos.api.job.Jobs;
import io.afos.api.search.candidate.Candidates;
import io.afos.api.search.candidate.Comparisons;
import io.afos.api.search.candidate.StoredHistory;
import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.Proposal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Advances searches: scores candidates, asks the strategy, adds its proposals, ends searches. The caller must hold the
 * lock on the search's row.
 */
@Component
class SearchAdvancer {

    private static final Logger log = LoggerFactory.getLogger(SearchAdvancer.class);

    private static final String KIND = "search";

    /**
     * The most steps in one transaction, for a search whose evaluations all exist already. A later transaction
     * continues.
     */
    private static final int MAX_STEPS = 25;

    /** A search fails when more evaluations than this, and more than a fifth of its candidates, have failed. */
    private static final int TOLERATED_FAILURES = 5;

    private final Searches searches;
    private final Jobs jobs;
    private final Candidates candidates;
    private final Comparisons comparisons;
    private final Proposals proposals;
    private final StopRuleChecker stopRules;
    private final Replications replications;
    private final EvaluationRequests evaluations;
    private final Clock clock;
    private final Timer strategyTime;

    SearchAdvancer(
            Searches searches,
            Jobs jobs,
            Candidates candidates,
            Comparisons comparisons,
            Proposals proposals,
            StopRuleChecker stopRules,
            Replications replications,
            EvaluationRequests evaluations,
            Clock clock,
            MeterRegistry meters) {
        this.searches = searches;
        this.jobs = jobs;
        this.candidates = candidates;
        this.comparisons = comparisons;
        this.proposals = proposals;
        this.stopRules = stopRules;
        this.replications = replications;
        this.evaluations = evaluations;
        this.clock = clock;
        this.strategyTime = Timer.builder("afos.strategy")
                .description("Time a strategy takes to decide")
                .register(meters);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(EvaluationEvent.Closed closed) {
        candidates.close(closed);
        String failure = closed.state() == EvaluationState.FAILED ? closed.failure() : null;
        // Hibernate would translate a query with a list of ids again on every call.
        for (long jobId : closed.advancing()) {
            BrokenJob.guard(jobId, KIND, () -> searches.findById(jobId).ifPresent(search -> advance(search, failure)));
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(JobStateChanged change) {
        Search search = searches.findById(change.jobId()).orElse(null);
        if (search == null) {
            return;
        }
        if (change.state() == JobState.RUNNING) {
            BrokenJob.guard(search.id(), KIND, () -> {
                proposals.retry(search);
                advance(search, null);
            });
        } else if (change.state().isFinal()) {
            candidates.cancelOpen(search.id());
        }
    }

    /** Advances a search that waits for no result. */
    @Transactional
    void advance(long id) {
        BrokenJob.guard(id, KIND, () -> {
            Job job = jobs.findLocked(id).orElse(null);
            if (job instanceof Search search) {
                advance(search, null);
            }
        });
    }

    /** Takes the first step of a new search. */
    @Transactional(propagation = Propagation.MANDATORY)
    void start(Search search) {
        proposals.addBaselines(search);
        advance(search, null);
    }

    private void advance(Search search, @Nullable String failure) {
        MDC.put("searchId", Long.toString(search.id()));
        try {
            if (search.state() == JobState.RUNNING && (failure == null || !gaveUp(search, failure))) {
                takeSteps(search);
            }
        } finally {
            MDC.remove("searchId");
        }
    }

    private void takeSteps(Search search) {
        for (int step = 0; step < MAX_STEPS; step++) {
            if (!step(search)) {
                return;
            }
        }
    }

    /** @return whether another step may follow at once */
    private boolean step(Search search) {
        if (search.endedBy() != null) {
            conclude(search);
            return false;
        }
        EndReason reached = stopRules.reached(search).orElse(null);
        if (reached != null) {
            evaluations.withdraw(search.id(), candidates.cancelOpen(search.id()));
            return end(search, reached);
        }
        var history = candidates.historyOf(search.id());
        Decision decision =
                strategyTime.record(() -> search.specification().proposer().next(history));
        if (decision instanceof Decision.Finish) {
            return end(search, EndReason.STRATEGY);
        }
        return decision instanceof Decision.Propose propose && propose(search, history, propose.proposals());
    }

    private boolean propose(Search search, StoredHistory history, List<Proposal> wanted) {
        StopRuleChecker.Affordable affordable = stopRules.affordable(search, wanted);
        int open = history.open() + history.openPromotions();
        if (!affordable.proposals().isEmpty()) {
            open += proposals.add(search, history, affordable.proposals());
        }
        return affordable.end() == null ? open == 0 : end(search, affordable.end());
    }

    private static boolean end(Search search, EndReason reason) {
        search.end(reason);
        log.info("search proposes no more candidates: {}", reason);
        return true;
    }

    /** Completes an ended search once none of its evaluations is open. */
    private void conclude(Search search) {
        if (candidates.countOpen(search.id()) == 0
                && replications.complete(search)
                && !comparisons.hasOpenBaselines(search.id())) {
            search.complete(clock.instant());
            searches.saveAndFlush(search);
            log.info("search completed");
        }
    }

    private boolean gaveUp(Search search, String failure) {
        int failed = candidates.countFailed(search.id());
        int tolerated =
                Math.max(TOLERATED_FAILURES, candidates.historyOf(search.id()).proposals() / 5);
        if (failed <= tolerated) {
            return false;
        }
        search.fail(
                String.format(Locale.ROOT, "%d evaluations failed; last failure: %s", failed, failure),
                clock.instant());
        searches.saveAndFlush(search);
        log.warn("search failed: {}", search.failure());
        return true;
    }
}
