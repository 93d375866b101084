package io.afos.api.webhook.web;

import io.afos.api.webhook.Webhooks;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A request for a webhook. */
record WebhookRequest(
        @Schema(description = "The http or https URL that receives the messages", example = "https://example.org/afos")
        @NotNull
        @Size(max = Webhooks.MAX_URL)
        String url,

        @Schema(
                description = "The key that signs the messages: whsec_ followed by 24 to 64 bytes in Base64. Default:"
                        + " random")
        @Size(max = 100)
        @Nullable
        String secret) {}
