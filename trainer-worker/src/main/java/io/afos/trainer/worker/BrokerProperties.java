package io.afos.trainer.worker;

import io.afos.model.message.QueueNames;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Names of queues and exchanges; the same for API and workers.
 *
 * @param names from the setting {@code prefix}, the first part of every queue's and exchange's name
 * @param confirmTimeout how long the broker may take to confirm a message
 */
@ConfigurationProperties("afos.messaging")
record BrokerProperties(
        @Name("prefix") @DefaultValue("afos") QueueNames names,
        @DefaultValue("10s") Duration confirmTimeout) {}
