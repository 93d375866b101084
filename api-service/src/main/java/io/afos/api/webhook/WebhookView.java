package io.afos.api.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A webhook as the API returns it. */
@Schema(name = "Webhook")
public record WebhookView(
        long id,
        String url,
        Instant createdAt,

        @Schema(description = "The key that signs its messages; only in the response that creates the webhook")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret) {

    WebhookView withSecret(Secret secret) {
        return new WebhookView(id, url, createdAt, secret.text());
    }
}
