package io.afos.api.evaluation.attempt;

import io.afos.api.evaluation.AttemptTokens;
import io.afos.model.message.WorkerEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lets a worker speak of itself and of attempts that it was given, and of nothing else. */
@Component
class Fence {

    private static final Logger log = LoggerFactory.getLogger(Fence.class);

    /** In the ids of external trainers, which speak HTTP, and in those of no worker. */
    private static final String EXTERNAL = ":";

    private final AttemptTokens tokens;
    private final Counter refused;

    Fence(AttemptTokens tokens, MeterRegistry meters) {
        this.tokens = tokens;
        this.refused = Counter.builder("afos.messages.refused")
                .description("Messages about attempts that their sender was not given")
                .register(meters);
    }

    /** What may be believed of an event: all of it, what the worker says of itself, or nothing. */
    Optional<WorkerEvent> admit(WorkerEvent event) {
        boolean isOfAWorker = !event.workerId().contains(EXTERNAL);
        if (isOfAWorker && isAdmitted(event)) {
            return Optional.of(event);
        }
        refused.increment();
        log(event);
        return isOfAWorker ? ofItself(event) : Optional.empty();
    }

    private static Optional<WorkerEvent> ofItself(WorkerEvent event) {
        if (event instanceof WorkerEvent.Heartbeat heartbeat) {
            return Optional.of(new WorkerEvent.Heartbeat(heartbeat.workerId(), heartbeat.worker(), null));
        }
        return event instanceof WorkerEvent.Left left
                ? Optional.of(new WorkerEvent.Left(left.workerId()))
                : Optional.empty();
    }

    private boolean isAdmitted(WorkerEvent event) {
        if (event instanceof WorkerEvent.Heartbeat heartbeat) {
            return isAdmitted(heartbeat.progress());
        }
        if (event instanceof WorkerEvent.Left left) {
            return isAdmitted(left.holding());
        }
        return event instanceof WorkerEvent.OfAttempt of && tokens.admit(of.evaluationId(), of.attempt(), of.token());
    }

    private boolean isAdmitted(WorkerEvent.@Nullable Progress progress) {
        return progress == null || tokens.admit(progress.evaluationId(), progress.attempt(), progress.token());
    }

    private static void log(WorkerEvent event) {
        log.warn(
                "worker {} sent a message of type {} about an attempt that it was not given",
                event.workerId(),
                event.getClass().getSimpleName());
    }
}
