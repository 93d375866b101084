package io.afos.api.webhook;

import io.afos.api.job.JobState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with its delivery attempts. */
@Schema(name = "WebhookDelivery")
public record DeliveryView(
        long id,

        @Schema(description = "Value of the header webhook-id")
        String messageId,

        @Schema(description = "The job state that the message reports")
        JobState jobState,

        Instant occurredAt,
        State state,

        @Schema(description = "Time of the next attempt, if pending") @Nullable
        Instant nextAttemptAt,

        List<DeliveryAttempt> attempts) {

    /** The delivery state of a message. */
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
