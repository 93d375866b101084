package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.stereotype.Component;

/** Messages that nobody here could read or handle, kept at the broker for somebody to look at. */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** Nobody may ever look at them; the first ones show what is wrong. */
    private static final int MOST = 10_000;

    private final AmqpAdmin admin;
    private final ConfirmedPublisher publisher;
    private final QueueNames names;
    private final Counter counter;

    DeadLetters(AmqpAdmin admin, ConfirmedPublisher publisher, MessagingProperties properties, MeterRegistry meters) {
        this.admin = admin;
        this.publisher = publisher;
        this.names = properties.names();
        this.counter = Counter.builder("afos.messages.dead")
                .description("Messages put into the dead-letter queue")
                .register(meters);
    }

    public void bury(byte[] body, String reason) {
        log.error("message of {} bytes put into queue {}: {}", body.length, names.dead(), reason);
        counter.increment();
        QueueInformation queue = admin.getQueueInfo(names.dead());
        if (queue != null && queue.getMessageCount() < MOST) {
            publisher.publishRaw(names.dead(), List.of(body));
        } else {
            log.error("the queue is full or gone, so the message is dropped");
        }
    }
}
