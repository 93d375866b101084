package io.afos.api.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An API key that was added while the service ran, without the key. */
public record KeyView(
        String name,
        Role role,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {}
