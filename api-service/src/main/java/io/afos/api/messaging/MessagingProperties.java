package io.afos.api.messaging;

import io.afos.model.message.QueueNames;
import java.time.Duration;
import java.util.Map;
import org.springframework.amqp.core.Queue;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Names and limits at the broker.
 *
 * @param names from the setting {@code prefix}, first part of every queue's and exchange's name, so that installations can share a broker
 * @param confirmTimeout how long the broker may take to confirm a message
 * @param queueArguments arguments of the durable queues, such as {@code x-queue-type: quorum} on RabbitMQ
 */
@Validated
@ConfigurationProperties("afos.messaging")
record MessagingProperties(
        @Name("prefix") @DefaultValue("afos") QueueNames names,

        @DefaultValue("10s") Duration confirmTimeout,
        @DefaultValue Map<String, Object> queueArguments) {

    /** A queue that outlives the broker. */
    Queue durable(String name) {
        return new Queue(name, true, false, false, queueArguments);
    }
}
