package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.afos.model.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Trained.class, name = "trained"),
    @JsonSubTypes.Type(value = Outcome.Diverged.class, name = "diverged"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Released.class, name = "released")
})
public sealed interface Outcome {

    /** The longest reason, in chars. */
    int MOST_REASON = 2_000;

    /**
     * The training reached its end or was stopped by screening.
     *
     * @param epochs epochs trained
     * @param screenedOut whether screening gave the candidate up
     * @param measurement on the split that decides fitness, after the last epoch
     * @param test on the test split, if the recipe asks for it and the candidate was not screened out
     * @param seconds wall time of the attempt, measuring and loading included
     * @param imagesPerSecond training images per second of training time
     */
    record Trained(
            int epochs,
            boolean screenedOut,
            Measurement measurement,
            @Nullable Measurement test,
            double seconds,
            double imagesPerSecond)
            implements Outcome {

        /** The measurements may be any numbers: what they are worth, the recipe's objective says. */
        public Trained {
            Bounds.requireRange("epochs", epochs, 1, Recipe.MAX_EPOCHS);
            Bounds.require(measurement != null, "measurement");
            Bounds.requireRange("seconds", seconds, 0, Bounds.MOST_SECONDS);
            Bounds.requireRange("imagesPerSecond", imagesPerSecond, 0, Bounds.MOST_SPEED);
        }
    }

    /**
     * The loss was not finite. A result, never retried: fitness is 0.
     *
     * @param epoch the epoch in which it happened, counted from 1
     * @param step the optimizer step in which it happened, counted from 1 over the whole training
     */
    record Diverged(int epoch, long step, double seconds) implements Outcome {
        public Diverged {
            Bounds.requireRange("epoch", epoch, 1, Recipe.MAX_EPOCHS);
            Bounds.require(step >= 0, "step");
            Bounds.requireRange("seconds", seconds, 0, Bounds.MOST_SECONDS);
        }
    }

    /**
     * The attempt could not be carried out.
     *
     * @param reason what went wrong and what to do, for the user; cut after {@value #MOST_REASON} characters, with what nobody sees
     *     escaped
     * @param retryable whether another attempt may succeed without anybody doing anything
     */
    record Failed(String reason, boolean retryable) implements Outcome {
        public Failed {
            reason = PlainText.of(reason, MOST_REASON);
        }
    }

    /**
     * The worker gave the task back unfinished: it was told to stop, is shutting down, or something is wrong on it alone, which
     * other workers need not have. Does not count as a failed attempt.
     */
    record Released(String reason) implements Outcome {
        public Released {
            reason = PlainText.of(reason, MOST_REASON);
        }
    }
}
