package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Messages that nobody here could read or handle, kept at the broker for somebody to look at. */
@Component
public class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final ConfirmedPublisher publisher;
    private final QueueNames names;
    private final Counter counter;

    DeadLetters(ConfirmedPublisher publisher, MessagingProperties properties, MeterRegistry meters) {
        this.publisher = publisher;
        this.names = properties.names();
        this.counter = Counter.builder("afos.messages.dead")
                .description("Messages put into the dead-letter queue")
                .register(meters);
    }

    public void bury(byte[] body, String reason) {
        log.error("message of {} bytes put into queue {}: {}", body.length, names.dead(), reason);
        publisher.publishRaw(names.dead(), List.of(body));
        counter.increment();
    }
}
