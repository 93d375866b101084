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
 * When a search ends although its strategy would go on; a rule that is left out does not apply. All of a rule stands here: its
 * field, its range, what it looks at, and the {@link EndReason} that it gives, which has its name.
 */
@Schema(name = "StopRules")
public record StopRules(
        @Schema(
                title = "Most trainings",
                description = "When its candidates have asked for as many trainings of their own. Never more are begun",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "trainings")))
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer trainings,

        @Schema(
                title = "Most epochs",
                description =
                        "When the trainings of its candidates take as many epochs, open ones counted in full. Never more are"
                                + " begun",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "epochs")))
        @Min(1)
        @Max(100_000_000)
        @Nullable
        Integer epochs,

        @Schema(
                title = "Most time",
                description = "After as many seconds since submission, pauses left out; open trainings are given up",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "seconds")))
        @Min(1)
        @Max(31_536_000)
        @Nullable
        Long seconds,

        @Schema(
                title = "Fitness to reach",
                description = "When a function has this fitness after a full training; open trainings are given up",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "accuracy / loss")))
        @DecimalMin(value = "0", inclusive = false)
        @Nullable
        Double fitness,

        @Schema(
                title = "Patience",
                description =
                        "When as many trainings came to nothing better than the best function before; open trainings are given"
                                + " up",
                extensions = @Extension(properties = @ExtensionProperty(name = "x-unit", value = "trainings")))
        @Min(1)
        @Max(1_000_000)
        @Nullable
        Integer patience) {

    public static final StopRules NONE = new StopRules(null, null, null, null, null);

    /** How far a search has come. Each is worked out when it is asked for. */
    interface Progress {

        /** Since submission, pauses left out. */
        long seconds();

        /** The highest fitness after a full training; 0 if there is none. */
        double bestFitness();

        /** Trainings after the one of the best function, counted up to a limit; 0 if there is no such function. */
        int trainingsSinceBest(int limit);
    }

    /** The rule by which a search ends at once that has come so far. */
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

    /** The rule that forbids as many trainings of its own as this with as many epochs in all. */
    Optional<EndReason> forbidden(long allTrainings, long allEpochs) {
        if (allTrainings > mostTrainings()) {
            return Optional.of(EndReason.TRAININGS);
        }
        return allEpochs > mostEpochs() ? Optional.of(EndReason.EPOCHS) : Optional.empty();
    }

    /** Whether a rule forbids trainings before they are begun. */
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

    /** Whether it depends on fitness when the search ends, which cannot be foreseen. */
    public boolean dependOnFitness() {
        return fitness != null || patience != null;
    }
}
