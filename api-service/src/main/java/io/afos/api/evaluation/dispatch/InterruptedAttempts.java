package io.afos.api.evaluation.dispatch;

import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.worker.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Standalone, broker and workers end with this process: whatever was queued or running when it ended is pending again at
 * its next start, without waiting for leases, and does not count as a failed attempt.
 */
@Component
@Profile("standalone")
class InterruptedAttempts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InterruptedAttempts.class);

    private final EvaluationRepository evaluations;
    private final Workers workers;
    private final TransactionTemplate transaction;
    private volatile boolean running;

    InterruptedAttempts(EvaluationRepository evaluations, Workers workers, TransactionTemplate transaction) {
        this.evaluations = evaluations;
        this.workers = workers;
        this.transaction = transaction;
    }

    @Override
    public void start() {
        transaction.executeWithoutResult(status -> {
            workers.removeAll();
            int interrupted = evaluations.interrupt();
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
