package io.afos.api.evaluation.attempt;

import io.afos.api.messaging.DeadLetters;
import io.afos.api.messaging.EventMarker;
import io.afos.api.messaging.NewerEvents;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.WorkerEvent;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Component;

/** Receives the workers' events from the broker. */
@Component
class WorkerEventListener {

    private final WorkerEventHandler handler;
    private final HandledEvents handledEvents;
    private final DeadLetters dead;
    private final NewerEvents newer;

    WorkerEventListener(WorkerEventHandler handler, HandledEvents handledEvents, DeadLetters dead, NewerEvents newer) {
        this.handler = handler;
        this.handledEvents = handledEvents;
        this.dead = dead;
        this.newer = newer;
    }

    @RabbitListener(id = "worker-events", queues = "${afos.messaging.prefix:afos}.events")
    void receive(Message message) {
        EventMarker.read(message).ifPresentOrElse(handledEvents::reached, () -> receiveEvent(message));
    }

    private void receiveEvent(Message message) {
        MessageCodec.Received<WorkerEvent> received = MessageCodec.decode(message.getBody(), WorkerEvent.class);
        if (received instanceof MessageCodec.Readable<WorkerEvent> readable) {
            handler.receive(readable.body());
        } else if (received instanceof MessageCodec.Unreadable<WorkerEvent> unreadable) {
            dead.bury(message.getBody(), unreadable.reason());
        } else if (received instanceof MessageCodec.Newer<WorkerEvent> event) {
            newer.keep(message.getBody(), event.version());
        }
    }
}
