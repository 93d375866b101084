package io.afos.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One try to deliver a message. */
@Schema(name = "WebhookAttempt")
record DeliveryAttempt(
        Instant begunAt,

        @Schema(description = "HTTP status of the answer, if there was one") @Nullable
        Integer status,

        double seconds,

        @Schema(description = "Why it failed, unless the status tells") @Nullable
        String error) {

    private static final int GONE = 410;

    boolean delivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver has said that it wants no message ever. */
    boolean unwanted() {
        return status != null && status == GONE;
    }
}
