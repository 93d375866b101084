package io.afos.api.event;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Live events.
 *
 * @param maxStreams streams that this process serves at the same time, each with a thread
 * @param heartbeat how long a stream may be silent
 * @param pollInterval time between two looks at the database while there are streams
 * @param keep how long events are kept for streams that resume
 * @param maxKept how many events are kept at most
 */
@Validated
@ConfigurationProperties("afos.events")
record EventProperties(
        @DefaultValue("100") @Min(1) @Max(10_000) int maxStreams,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("1d") Duration keep,
        @DefaultValue("100000") @Min(1_000) @Max(10_000_000) int maxKept) {}
