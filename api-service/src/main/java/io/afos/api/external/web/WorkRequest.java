package io.afos.api.external.web;

import io.afos.api.activation.ExportFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A trainer asks for work. */
record WorkRequest(
        @Schema(description = "Name of the network that the trainer trains", example = "resnet18-leaves")
        @NotNull
        @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,63}", message = "must be 1 to 64 lower-case letters, digits or hyphens")
        String network,

        @Schema(defaultValue = "1")
        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}", message = WorkerRequest.NO_NAME)
        @Nullable
        String version,

        @Schema(description = "A name of the process's own, new at each start")
        @NotNull
        @Pattern(regexp = WorkerRequest.NAME, message = WorkerRequest.NO_NAME)
        String worker,

        @Size(max = 200) @Nullable String host,

        @Schema(example = "cuda:0") @Size(max = 200) @Nullable
        String device,

        @Schema(example = "PyTorch 2.7.1") @Size(max = 200) @Nullable
        String engine,

        @Schema(
                description =
                        "The search or benchmark that the trainer works for, if it is to stop when that has ended")
        @Nullable
        Long job,

        @Schema(description = "How many seconds to wait for work if there is none", defaultValue = "0")
        @Min(0)
        @Max(30)
        @Nullable
        Integer waitSeconds,

        @Schema(description = "The format of the function's source", defaultValue = "pytorch") @Nullable
        ExportFormat format) {

    @AssertTrue(message = "must be a format of text")
    boolean isFormatText() {
        return format == null || format.isText();
    }

    String versionOrFirst() {
        return version == null ? "1" : version;
    }

    int patience() {
        return waitSeconds == null ? 0 : waitSeconds;
    }

    ExportFormat formatOrTorch() {
        return format == null ? ExportFormat.PYTORCH : format;
    }
}
