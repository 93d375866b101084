package io.afos.api.evaluation.attempt;

import io.afos.api.evaluation.AttemptProperties;
import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.Leases;
import io.afos.api.evaluation.view.LearningCurves;
import io.afos.api.messaging.TaskQueues;
import io.afos.api.worker.Workers;
import io.afos.model.message.WorkerEvent;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes in what workers tell. Every event may come twice or late. */
@Component
public class WorkerEventHandler {

    private final EvaluationRepository evaluations;
    private final Leases leases;
    private final LearningCurves curves;
    private final OutcomeRecorder recorder;
    private final Workers workers;
    private final ApplicationEventPublisher events;
    private final AttemptProperties properties;
    private final Fence fence;
    private final TaskQueues queues;

    WorkerEventHandler(
            EvaluationRepository evaluations,
            Leases leases,
            LearningCurves curves,
            OutcomeRecorder recorder,
            Workers workers,
            ApplicationEventPublisher events,
            AttemptProperties properties,
            Fence fence,
            TaskQueues queues) {
        this.evaluations = evaluations;
        this.properties = properties;
        this.leases = leases;
        this.curves = curves;
        this.recorder = recorder;
        this.workers = workers;
        this.events = events;
        this.fence = fence;
        this.queues = queues;
    }

    /** Takes in what a worker sent by way of the broker, as far as it may be believed. */
    void receive(WorkerEvent event) {
        fence.admit(event).ifPresent(admitted -> {
            if (admitted instanceof WorkerEvent.Heartbeat heartbeat) {
                queues.offer(heartbeat.worker().queues());
            }
            handle(admitted);
        });
    }

    /** Takes in what is known to come from who holds the attempt. */
    public void handle(WorkerEvent event) {
        if (event instanceof WorkerEvent.Heartbeat heartbeat) {
            on(heartbeat);
        } else if (event instanceof WorkerEvent.Left left) {
            on(left);
        } else if (event instanceof WorkerEvent.Started started) {
            withEvaluation(started.evaluationId(), () -> on(started));
        } else if (event instanceof WorkerEvent.EpochFinished epoch) {
            withEvaluation(epoch.evaluationId(), () -> curves.add(epoch));
        } else if (event instanceof WorkerEvent.Finished finished) {
            withEvaluation(finished.evaluationId(), () -> recorder.record(finished));
        }
    }

    private void on(WorkerEvent.Heartbeat heartbeat) {
        workers.seen(heartbeat);
        var progress = heartbeat.progress();
        if (progress != null && !leases.renew(heartbeat.workerId(), progress)) {
            events.publishEvent(new EvaluationEvent.Revoked(progress.evaluationId(), progress.attempt()));
        }
    }

    private void on(WorkerEvent.Left left) {
        if (left.holding() != null) {
            leases.expire(left.holding());
        }
        workers.remove(left.workerId());
    }

    private void on(WorkerEvent.Started started) {
        evaluations
                .start(
                        new EvaluationRepository.Attempt(started.evaluationId(), started.attempt()),
                        started.workerId(),
                        properties.lease())
                .ifPresentOrElse(
                        waited -> {
                            events.publishEvent(new EvaluationEvent.Started(waited));
                            events.publishEvent(new EvaluationEvent.WorkArrived());
                        },
                        () -> events.publishEvent(
                                new EvaluationEvent.Revoked(started.evaluationId(), started.attempt())));
    }

    private static void withEvaluation(long evaluationId, Runnable work) {
        MDC.put("evaluationId", Long.toString(evaluationId));
        try {
            work.run();
        } finally {
            MDC.remove("evaluationId");
        }
    }
}
