package io.afos.api.external.web;

import io.afos.model.recipe.Recipe;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** What a trainer measured after an epoch. */
record EpochRequest(
        @NotNull @Pattern(regexp = WorkerRequest.NAME, message = WorkerRequest.NO_NAME)
        String worker,

        @Schema(description = "Counted from 1; some may be left out, but not the last one")
        @Min(1)
        @Max(Recipe.MAX_EPOCHS)
        int epoch,

        @Schema(description = "On the images that decide fitness") @DecimalMin("0") @DecimalMax("1") @Nullable
        Double accuracy,

        @Schema(description = "On the same images") @DecimalMin("0") @DecimalMax("1e300") @Nullable
        Double loss,

        @Schema(description = "If the objective is a score") @DecimalMin("-1e15") @DecimalMax("1e15") @Nullable
        Double score,

        @DecimalMin("0") @DecimalMax("1") @Nullable Double trainAccuracy,
        @DecimalMin("0") @DecimalMax("1e300") @Nullable Double trainLoss,

        @Schema(description = "What the epoch took") @DecimalMin("0") @DecimalMax("1e9") @Nullable
        Double seconds,

        @Schema(description = "Training images per second") @DecimalMin("0") @DecimalMax("1e12") @Nullable
        Double imagesPerSecond) {}
