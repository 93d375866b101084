package io.afos.api.evaluation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Standalone, broker and workers end with this process: whatever was queued or running when it ended is pending again at
 * its next start, without waiting for leases, and does not count as a failed attempt.
 */
@Component
@Profile("standalone")
class FreshWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FreshWorkers.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean running;

    FreshWorkers(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void start() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from lease").update();
            jdbc.sql("delete from worker").update();
            int interrupted = jdbc.sql("""
                            update evaluation
                            set state = 'PENDING', attempt = attempt + 1, worker_id = null, pending_since = now()
                            where state in ('QUEUED', 'RUNNING')""").update();
            if (interrupted > 0) {
                log.info("{} evaluations that were under way when the service ended are done anew", interrupted);
            }
        });
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything is dispatched or received. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
