package io.afos.api.evaluation.attempt;

import io.afos.api.evaluation.AttemptProperties;
import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.evaluation.EvaluationRepository;
import io.afos.api.evaluation.Leases;
import io.afos.api.evaluation.view.LearningCurves;
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

    WorkerEventHandler(
            EvaluationRepository evaluations,
            Leases leases,
            LearningCurves curves,
            OutcomeRecorder recorder,
            Workers workers,
            ApplicationEventPublisher events,
            AttemptProperties properties) {
        this.evaluations = evaluations;
        this.properties = properties;
        this.leases = leases;
        this.curves = curves;
        this.recorder = recorder;
        this.workers = workers;
        this.events = events;
    }

    public void handle(WorkerEvent event) {
        if (event instanceof WorkerEvent.Heartbeat heartbeat) {
            on(heartbeat);
        } else if (event instanceof WorkerEvent.Left left) {
            leases.expireAllOf(left.workerId());
            workers.remove(left.workerId());
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
