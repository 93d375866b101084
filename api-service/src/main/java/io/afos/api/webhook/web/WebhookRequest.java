package io.afos.api.webhook.web;

import io.afos.api.webhook.Webhooks;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A webhook that is to be. */
record WebhookRequest(
        @Schema(description = "Where to send messages: http or https", example = "https://example.org/afos")
        @NotNull
        @Size(max = Webhooks.MAX_URL)
        String url,

        @Schema(description = "What to sign them with: whsec_ and 24 to 64 bytes in Base64. Default: made at random")
        @Size(max = 100)
        @Nullable
        String secret) {}
