package io.afos.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for the delivery of messages.
 *
 * @param allowPrivateNetworks whether messages may go to this host, its networks and other special-purpose addresses
 * @param timeout maximum duration of an attempt, from name resolution to the response status
 * @param maxAttempts number of attempts after which a message is abandoned
 * @param firstDelay mean delay between the first attempt and the second; each later delay is three times as long
 * @param maxDelay maximum mean delay between two attempts
 * @param concurrency number of concurrent attempts of this process
 * @param concurrencyPerReceiver number of these that may go to one server, so that others are served while it does not respond
 * @param pollInterval interval between polls for due messages
 * @param keep how long messages are kept that were delivered or abandoned
 */
@Validated
@ConfigurationProperties("afos.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowPrivateNetworks,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("12") @Min(1) @Max(100) int maxAttempts,
        @DefaultValue("5s") Duration firstDelay,
        @DefaultValue("6h") Duration maxDelay,
        @DefaultValue("16") @Min(1) @Max(256) int concurrency,
        @DefaultValue("4") @Min(1) @Max(256) int concurrencyPerReceiver,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("30d") Duration keep) {

    /**
     * The delay before the next attempt. Its mean is three times that of the previous delay. It is randomized, so that
     * messages that failed together are not retried together.
     *
     * @param attempt the attempt that failed, counted from 1
     * @param random from 0 to 1
     */
    Duration delayAfter(int attempt, double random) {
        double mean = Math.min(firstDelay.toMillis() * Math.pow(3, attempt - 1), maxDelay.toMillis());
        return Duration.ofMillis(Math.round(mean * (0.5 + random)));
    }

    /** The time after which a process that has not recorded a result counts as lost. */
    Duration lease() {
        return timeout.multipliedBy(2).plusSeconds(30);
    }
}
