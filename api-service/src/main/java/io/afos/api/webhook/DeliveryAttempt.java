package io.afos.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt to deliver a message. */
@Schema(name = "WebhookAttempt")
record DeliveryAttempt(
        Instant begunAt,

        @Schema(description = "HTTP status of the response, if there was one") @Nullable
        Integer status,

        double seconds,

        @Schema(description = "Why it failed, unless the status shows it") @Nullable
        String error) {

    private static final int GONE = 410;

    boolean delivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** Whether the receiver has declared that it never wants messages again. */
    boolean unwanted() {
        return status != null && status == GONE;
    }
}
