package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import java.time.Instant;
import java.util.Optional;
import org.springframework.amqp.core.Message;
import org.springframework.stereotype.Component;

/** A message that follows the workers' events through their queue and tells when it was put there. */
@Component
public class EventMarker {

    private static final String HEADER = "afos-marker-millis";
    private static final byte[] NOTHING = {};

    private final ConfirmedPublisher publisher;
    private final QueueNames names;

    EventMarker(ConfirmedPublisher publisher, MessagingProperties properties) {
        this.publisher = publisher;
        this.names = properties.names();
    }

    /**
     * Puts a marker behind the events that are in the queue now.
     *
     * @throws org.springframework.amqp.AmqpException if the broker did not confirm it
     */
    public void publish(Instant now) {
        Message marker = ConfirmedPublisher.message(NOTHING);
        marker.getMessageProperties().setHeader(HEADER, now.toEpochMilli());
        publisher.publish(names.events(), marker);
    }

    /**
     * When the marker was published; empty for any other message. Markers come by the default exchange, to which no worker needs to
     * be allowed to publish.
     */
    public static Optional<Instant> read(Message message) {
        var properties = message.getMessageProperties();
        return "".equals(properties.getReceivedExchange()) && properties.getHeader(HEADER) instanceof Long millis
                ? Optional.of(Instant.ofEpochMilli(millis))
                : Optional.empty();
    }
}
