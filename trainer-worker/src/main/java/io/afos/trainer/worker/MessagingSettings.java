package io.afos.trainer.worker;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names at the broker; the same for API and workers.
 *
 * @param prefix first part of every queue's and exchange's name
 * @param confirmTimeout how long the broker may take to confirm a message
 * @param queueArguments arguments of the durable queues
 */
@ConfigurationProperties("afos.messaging")
record MessagingSettings(
        @DefaultValue("afos") String prefix,
        @DefaultValue("10s") Duration confirmTimeout,
        @DefaultValue Map<String, Object> queueArguments) {

    MessagingSettings {
        if (!prefix.matches("[a-z0-9][a-z0-9.-]{0,62}")) {
            throw new IllegalArgumentException(
                    "afos.messaging.prefix must be 1 to 63 lower-case letters, digits, dots or hyphens, not " + prefix);
        }
    }

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

    /** The queue by which one worker hears what is said to all. */
    String control(String workerId) {
        return control() + "." + workerId;
    }
}
