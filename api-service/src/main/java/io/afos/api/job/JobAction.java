package io.afos.api.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** What somebody did to a job. */
public record JobAction(
        Instant at,
        Kind action,

        @Schema(
                description =
                        "Name of the API key, \"local\" for a user of a standalone service, \"service\" for itself")
        String key) {

    /** The kinds of actions. */
    public enum Kind {
        SUBMITTED,
        IMPORTED,
        PAUSED,
        RESUMED,
        CANCELLED,
        EXTENDED,
        RETRIED
    }
}
