package io.afos.api.external.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Who speaks. */
record WorkerRequest(
        @NotNull @Pattern(regexp = WorkerRequest.NAME, message = WorkerRequest.NO_NAME)
        String worker) {

    static final String NAME = "[A-Za-z0-9._-]{1,64}";
    static final String NO_NAME = "must be 1 to 64 letters, digits, dots, hyphens or underscores";
}
