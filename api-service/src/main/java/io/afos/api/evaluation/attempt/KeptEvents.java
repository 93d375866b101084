package io.afos.api.evaluation.attempt;

import io.afos.api.database.Unavailability;
import io.afos.api.messaging.DeadLetters;
import io.afos.api.messaging.NewerEvents;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.WorkerEvent;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Handles the events that an earlier version of the API received and could not read. */
@Component
class KeptEvents {

    private static final Logger log = LoggerFactory.getLogger(KeptEvents.class);
    private static final int BATCH = 100;
    private static final Duration KEPT = Duration.ofDays(7);

    private final NewerEvents kept;
    private final WorkerEventHandler handler;
    private final DeadLetters dead;

    KeptEvents(NewerEvents kept, WorkerEventHandler handler, DeadLetters dead) {
        this.kept = kept;
        this.handler = handler;
        this.dead = dead;
    }

    @Scheduled(fixedDelayString = "1s")
    void handle() {
        List<NewerEvents.Kept> events = kept.known(BATCH);
        while (!events.isEmpty()) {
            events.forEach(this::handle);
            events = kept.known(BATCH);
        }
    }

    private void handle(NewerEvents.Kept event) {
        try {
            if (MessageCodec.decode(event.body(), WorkerEvent.class)
                    instanceof MessageCodec.Readable<WorkerEvent> readable) {
                handler.receive(readable.body());
            } else {
                dead.bury(event.body(), "kept for this version, which cannot read it");
            }
        } catch (RuntimeException e) {
            if (e instanceof AmqpException || Unavailability.mayPass(e)) {
                throw e;
            }
            log.error("a kept event cannot be handled", e);
            dead.bury(event.body(), String.valueOf(e.getMessage()));
        }
        kept.delete(event);
    }

    @Scheduled(fixedDelayString = "1h")
    void deleteOld() {
        kept.deleteOlderThan(KEPT);
    }
}
