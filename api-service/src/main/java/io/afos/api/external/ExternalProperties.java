package io.afos.api.external;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How external trainers are served.
 *
 * @param lease how long one may be silent before its attempt counts as lost; long enough for a network that is away for two minutes
 * @param maxWaiting largest number that may wait for work at a time
 * @param maxTrainersPerKey largest number of worker names that one API key may use within a day
 * @param pollInterval time between two looks for work for those who wait, when nothing announces any
 */
@Validated
@ConfigurationProperties("afos.external")
record ExternalProperties(
        @DefaultValue("3m") Duration lease,
        @DefaultValue("2000") @Min(1) @Max(100_000) int maxWaiting,
        @DefaultValue("5000") @Min(1) @Max(100_000) int maxTrainersPerKey,
        @DefaultValue("1s") Duration pollInterval) {}
