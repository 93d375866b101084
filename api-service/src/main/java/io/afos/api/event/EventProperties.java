package io.afos.api.event;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for live events.
 *
 * @param maxStreams maximum number of concurrent streams of this process, each with its own thread
 * @param maxStreamsPerKey the same for one API key
 * @param heartbeat maximum time without output on a stream
 * @param pollInterval interval between database polls while streams are open
 * @param keep how long events are kept for streams that resume
 * @param maxKept maximum number of events kept
 */
@Validated
@ConfigurationProperties("afos.events")
record EventProperties(
        @DefaultValue("100") @Min(1) @Max(10_000) int maxStreams,
        @DefaultValue("50") @Min(1) @Max(10_000) int maxStreamsPerKey,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("250ms") Duration pollInterval,
        @DefaultValue("1d") Duration keep,
        @DefaultValue("100000") @Min(1_000) @Max(10_000_000) int maxKept) {}
