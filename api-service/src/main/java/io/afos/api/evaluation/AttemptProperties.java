package io.afos.api.evaluation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How attempts are guarded and repeated.
 *
 * @param maxFailures failed or lost attempts after which an evaluation fails
 * @param lease how long a running attempt may go without a heartbeat
 * @param grace how long no lease is swept after the API's start, an outage, a backlog of events, or a jump of the clock
 * @param lostAfter how long a queued attempt may wait before an empty queue means that its message was lost
 * @param queueTimeout how long a queued attempt may wait at all
 * @param sweepInterval time between two looks at leases and queue
 */
@Validated
@ConfigurationProperties("afos.evaluation")
public record AttemptProperties(
        @DefaultValue("3") @Min(1) @Max(100) int maxFailures,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("30s") Duration grace,
        @DefaultValue("30s") Duration lostAfter,
        @DefaultValue("6h") Duration queueTimeout,
        @DefaultValue("5s") Duration sweepInterval) {}
