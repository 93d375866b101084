package io.afos.api.external.web;

import io.afos.model.message.Outcome;
import io.afos.model.recipe.Recipe;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** How an attempt ended without a result of its own. */
record EndRequest(
        @NotNull @Pattern(regexp = WorkerRequest.NAME, message = WorkerRequest.NO_NAME)
        String worker,

        @NotNull Type type,

        @Schema(description = "Of DIVERGED: in which epoch", defaultValue = "1")
        @Min(1)
        @Max(Recipe.MAX_EPOCHS)
        @Nullable
        Integer epoch,

        @Schema(description = "What went wrong, for people") @Size(max = Outcome.MOST_REASON) @Nullable
        String reason) {

    /** The ways in which an attempt can end. */
    enum Type {
        DIVERGED,
        FAILED,
        RELEASED
    }

    String reasonOr(String standard) {
        return reason == null || reason.isBlank() ? standard : reason;
    }
}
