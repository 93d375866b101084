package io.afos.api.evaluation;

import io.afos.api.worker.Workers;
import io.afos.model.message.WorkerEvent;
import org.slf4j.MDC;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes in what workers tell. Every event may come twice or late. */
@Component
public class WorkerEventHandler {

    private final Leases leases;
    private final LearningCurves curves;
    private final OutcomeRecorder recorder;
    private final Workers workers;
    private final ApplicationEventPublisher events;

    WorkerEventHandler(
            Leases leases,
            LearningCurves curves,
            OutcomeRecorder recorder,
            Workers workers,
            ApplicationEventPublisher events) {
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
            events.publishEvent(new AttemptRevoked(progress.evaluationId(), progress.attempt()));
        }
    }

    private void on(WorkerEvent.Started started) {
        leases.start(started)
                .ifPresentOrElse(
                        waited -> {
                            events.publishEvent(new AttemptStarted(waited));
                            events.publishEvent(new WorkArrived());
                        },
                        () -> events.publishEvent(new AttemptRevoked(started.evaluationId(), started.attempt())));
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
