package io.afos.api.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How messages are delivered.
 *
 * @param allowPrivateNetworks whether a message may go to this machine, its networks and other special addresses
 * @param timeout longest time of an attempt, from looking up the name to the status of the answer
 * @param maxAttempts attempts after which a message is given up
 * @param firstDelay mean time from the first attempt to the second; each later one is three times as long
 * @param maxDelay longest mean time between two attempts
 * @param concurrency attempts that this process makes at the same time
 * @param pollInterval time between two looks for messages
 */
@Validated
@ConfigurationProperties("afos.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowPrivateNetworks,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("12") @Min(1) @Max(100) int maxAttempts,
        @DefaultValue("5s") Duration firstDelay,
        @DefaultValue("6h") Duration maxDelay,
        @DefaultValue("8") @Min(1) @Max(256) int concurrency,
        @DefaultValue("1s") Duration pollInterval) {

    /**
     * The time until the next attempt: on average three times as long as the one before, and spread, so that messages that
     * failed together do not come back together.
     *
     * @param attempt the attempt that failed, counted from 1
     * @param random from 0 to 1
     */
    Duration delayAfter(int attempt, double random) {
        double mean = Math.min(firstDelay.toMillis() * Math.pow(3, attempt - 1), maxDelay.toMillis());
        return Duration.ofMillis(Math.round(mean * (0.5 + random)));
    }

    /** How long a process may be silent about an attempt before it counts as lost. */
    Duration lease() {
        return timeout.multipliedBy(2).plusSeconds(30);
    }
}
