package io.afos.api.webhook;

import io.afos.api.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message and what became of it. */
@Schema(name = "WebhookDelivery")
public record DeliveryView(
        long id,

        @Schema(description = "As in its header webhook-id") String messageId,

        @Schema(description = "The state of the job that it tells")
        JobState jobState,

        Instant occurredAt,
        State state,

        @Schema(description = "When it is tried next, if it is pending") @Nullable
        Instant nextAttemptAt,

        List<DeliveryAttempt> attempts) {

    /** Where a message is. */
    @Schema(name = "WebhookDeliveryState")
    enum State {
        PENDING,
        DELIVERED,
        FAILED
    }

    DeliveryView withAttempts(List<DeliveryAttempt> made) {
        return new DeliveryView(id, messageId, jobState, occurredAt, state, nextAttemptAt, made);
    }
}
