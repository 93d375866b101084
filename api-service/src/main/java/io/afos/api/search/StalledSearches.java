package io.afos.api.search;

import io.afos.api.job.BrokenJob;
import io.afos.api.job.BrokenJobs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Advances searches whose last advance was interrupted, and searches that have reached their time limit. */
@Component
class StalledSearches {

    private static final Logger log = LoggerFactory.getLogger(StalledSearches.class);

    private final Searches searches;
    private final SearchAdvancer advancer;
    private final BrokenJobs brokenJobs;

    StalledSearches(Searches searches, SearchAdvancer advancer, BrokenJobs brokenJobs) {
        this.brokenJobs = brokenJobs;
        this.searches = searches;
        this.advancer = advancer;
    }

    @Scheduled(fixedDelayString = "1s")
    void advance() {
        try {
            searches.findStalled().forEach(this::advance);
            searches.findOverdue().forEach(this::advance);
        } catch (DataAccessException | TransactionException e) {
            log.warn("stalled or overdue searches could not be advanced: {}", e.getMessage());
        }
    }

    private void advance(long id) {
        try {
            advancer.advance(id);
        } catch (BrokenJob broken) {
            brokenJobs.fail(broken);
        }
    }
}
