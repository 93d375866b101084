package io.afos.api.messaging;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Names and limits at the broker.
 *
 * @param prefix first part of every queue's and exchange's name, so that installations can share a broker
 * @param confirmTimeout how long the broker may take to confirm a message
 * @param queueArguments arguments of the durable queues, such as {@code x-queue-type: quorum} on RabbitMQ
 */
@Validated
@ConfigurationProperties("afos.messaging")
record MessagingProperties(
        @DefaultValue("afos") @Pattern(regexp = "[a-z0-9][a-z0-9.-]{0,62}")
        String prefix,

        @DefaultValue("10s") Duration confirmTimeout,
        @DefaultValue Map<String, Object> queueArguments) {

    String tasks() {
        return prefix + ".tasks";
    }

    String events() {
        return prefix + ".events";
    }

    String dead() {
        return prefix + ".dead";
    }

    String control() {
        return prefix + ".control";
    }
}
