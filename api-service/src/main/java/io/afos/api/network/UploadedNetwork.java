package io.afos.api.network;

import io.afos.model.onnx.NetworkDescription;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A network that a user uploaded. */
public record UploadedNetwork(
        @Schema(description = "By which recipes name it as their architecture")
        String name,

        @Schema(description = "What its content is: 64 hexadecimal digits. Recipes refer to it, whatever the name")
        String identity,

        @Schema(description = "Name of the API key, \"local\" for a user of a standalone service")
        String uploadedBy,

        Instant createdAt,
        NetworkDescription description) {}
