package io.afos.api.evaluation;

import io.afos.api.job.JobStateChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a job's change of state over to its evaluations. An evaluation that another job wants goes on; a queued or
 * running attempt that nobody wants any more is revoked.
 */
@Component
class JobDemand {

    private final EvaluationRepository evaluations;
    private final Demand demand;
    private final ApplicationEventPublisher events;

    JobDemand(EvaluationRepository evaluations, Demand demand, ApplicationEventPublisher events) {
        this.evaluations = evaluations;
        this.demand = demand;
        this.events = events;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(JobStateChanged change) {
        switch (change.state()) {
            case PAUSED -> hold(change.jobId(), null);
            case RUNNING -> release(change.jobId());
            case CANCELLED, FAILED, COMPLETED -> withdraw(change.jobId(), null);
        }
    }

    private void release(long jobId) {
        evaluations.release(jobId);
        events.publishEvent(new EvaluationEvent.WorkArrived());
    }

    private void hold(long jobId, Long @Nullable [] among) {
        evaluations
                .hold(jobId, among)
                .forEach(ended ->
                        events.publishEvent(new EvaluationEvent.Revoked(ended.evaluationId(), ended.attempt())));
        evaluations.lowerPriority(jobId, among);
    }

    /**
     * Ends a job's demand.
     *
     * @param among for these evaluations only, or for all if {@code null}
     */
    void withdraw(long jobId, Long @Nullable [] among) {
        hold(jobId, among);
        evaluations.cancel(jobId, among);
        demand.remove(jobId, among);
    }
}
