package io.afos.api.evaluation.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much is handed to the broker.
 *
 * @param queuedPerWorker at most so many tasks for each live worker that has the data set, and as for one if there is none, wait in
 *     the broker's queue of a data set; the others wait in PostgreSQL, where priority, pause and cancel act at once
 * @param batch at most so many tasks are published in one transaction
 * @param pollInterval time between two looks for pending work when nothing announces any
 */
@Validated
@ConfigurationProperties("afos.dispatch")
record DispatchProperties(
        @DefaultValue("2") @Min(1) @Max(1_000) int queuedPerWorker,
        @DefaultValue("64") @Min(1) @Max(1_000) int batch,
        @DefaultValue("1s") Duration pollInterval) {}
