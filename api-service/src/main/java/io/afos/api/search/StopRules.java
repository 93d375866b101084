package io.afos.api.search;

import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a search ends although its strategy would continue; an omitted rule does not apply. This class holds all parts
 * of a rule: its field, its range, its condition, and the {@link EndReason} of the same name.
 */
@Schema(name = "StopRules")
public record StopRules(
        @Schema(
                title = "Maximum trainings",
                description =
                        "Ends the search when its candidates have used this many trainings of their own. The limit is"
                                + " never exceeded",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "trainings")))
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer trainings,

        @Schema(
                title = "Maximum epochs",
                description = "Ends the search when its candidates' trainings take this many epochs, where unfinished"
                        + " trainings count in full. The limit is never exceeded",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "epochs")))
        @Min(1)
        @Max(100_000_000)
        @Nullable
        Integer epochs,

        @Schema(
                title = "Maximum time",
                description = "Ends the search this long after submission, excluding pauses, and cancels unfinished"
                        + " trainings",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "seconds")))
        @Min(1)
        @Max(31_536_000)
        @Nullable
        Long seconds,

        @Schema(
                title = "Target fitness",
                description = "Ends the search when a function reaches this fitness after a full training, and cancels"
                        + " unfinished trainings")
        @DecimalMin(value = "0", inclusive = false)
        @Nullable
        Double fitness,

        @Schema(
                title = "Patience",
                description = "Ends the search after this many trainings without a new best function, and cancels"
                        + " unfinished trainings",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "trainings")))
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer patience) {

    public static final StopRules NONE = new StopRules(null, null, null, null, null);

    /** The progress of a search. Each value is computed on demand. */
    interface Progress {

        /** Seconds since submission, excluding pauses. */
        long seconds();

        /** The highest fitness after a full training; 0 if there is none. */
        double bestFitness();

        /**
         * The number of trainings after that of the best function, counted up to the limit; 0 if there is no best
         * function.
         */
        int trainingsSinceBest(int limit);
    }

    /** The rule by which a search with this progress ends at once. */
    Optional<EndReason> reached(Progress progress) {
        if (seconds != null && progress.seconds() >= seconds) {
            return Optional.of(EndReason.SECONDS);
        }
        if (fitness != null && progress.bestFitness() >= fitness) {
            return Optional.of(EndReason.FITNESS);
        }
        return patience != null && progress.trainingsSinceBest(patience) == patience
                ? Optional.of(EndReason.PATIENCE)
                : Optional.empty();
    }

    /** The rule that forbids these totals of trainings and epochs. */
    Optional<EndReason> forbidden(long allTrainings, long allEpochs) {
        if (allTrainings > mostTrainings()) {
            return Optional.of(EndReason.TRAININGS);
        }
        return allEpochs > mostEpochs() ? Optional.of(EndReason.EPOCHS) : Optional.empty();
    }

    /** Whether a rule can forbid trainings before they start. */
    boolean limitsTrainings() {
        return trainings != null || epochs != null;
    }

    public long mostTrainings() {
        return trainings == null ? Long.MAX_VALUE : trainings;
    }

    public long mostEpochs() {
        return epochs == null ? Long.MAX_VALUE : epochs;
    }

    public long mostSeconds() {
        return seconds == null ? Long.MAX_VALUE : seconds;
    }

    /** Whether the end of the search depends on fitness and is therefore unpredictable. */
    public boolean dependOnFitness() {
        return fitness != null || patience != null;
    }
}
