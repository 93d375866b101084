package io.afos.api.messaging;

import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

/** Tells something to all workers that listen; a message may get lost, and nobody may be listening. */
@Component
public class ControlPublisher {

    private static final Logger log = LoggerFactory.getLogger(ControlPublisher.class);

    private final RabbitTemplate rabbit;
    private final QueueNames names;

    ControlPublisher(RabbitTemplate rabbit, MessagingProperties properties) {
        this.rabbit = rabbit;
        this.names = properties.names();
    }

    public void publish(WorkerControl control) {
        try {
            rabbit.send(names.control(), "", ConfirmedPublisher.message(MessageCodec.encode(control)));
        } catch (AmqpException e) {
            log.warn("workers were not told {}: {}", control, e.getMessage());
        }
    }
}
