package io.afos.api.search;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** When a search ends although its strategy would go on; a rule that is left out does not apply. */
@Schema(name = "StopRules")
public record StopRules(
        @Schema(description = "When its candidates have asked for so many trainings of their own. Never more are begun")
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer trainings,

        @Schema(
                description =
                        "When the trainings of its candidates take so many epochs, open ones counted in full. Never more are"
                                + " begun")
        @Min(1)
        @Max(100_000_000)
        @Nullable
        Integer epochs,

        @Schema(description = "After so many seconds since submission, pauses left out; open trainings are given up")
        @Min(1)
        @Max(31_536_000)
        @Nullable
        Long seconds,

        @Schema(description = "When a function has this fitness after a full training; open trainings are given up")
        @DecimalMin(value = "0", inclusive = false)
        @Nullable
        Double fitness,

        @Schema(
                description =
                        "When so many trainings came to nothing better than the best function before; open trainings are given"
                                + " up")
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer patience) {

    public static final StopRules NONE = new StopRules(null, null, null, null, null);
}
