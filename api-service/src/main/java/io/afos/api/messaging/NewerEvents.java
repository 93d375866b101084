package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.stereotype.Component;

/** Workers' events of a version that this API does not know, which stay in their queue for one that does. */
@Component
public class NewerEvents {

    private static final Logger log = LoggerFactory.getLogger(NewerEvents.class);

    /** So that an API alone with newer events does not turn them over without pause. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ConfirmedPublisher publisher;
    private final QueueNames names;
    private final Set<Integer> met = ConcurrentHashMap.newKeySet();

    NewerEvents(ConfirmedPublisher publisher, MessagingProperties properties) {
        this.publisher = publisher;
        this.names = properties.names();
    }

    /** Puts an event at the end of its queue, where it is in nobody's way. The caller acknowledges it afterwards. */
    public void putBack(byte[] body, int version) {
        if (met.add(version)) {
            log.warn("events of version {} are left in queue {} for a newer API", version, names.events());
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AmqpException("interrupted; the event stays where it is", e);
        }
        publisher.publishRaw(names.events(), List.of(body));
    }
}
