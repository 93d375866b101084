package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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

    /**
     * The training reached its end or was given up by screening.
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
            implements Outcome {}

    /**
     * The loss was not finite. A result, never retried: fitness is 0.
     *
     * @param epoch the epoch in which it happened, counted from 1
     * @param step the optimizer step in which it happened, counted from 1 over the whole training
     */
    record Diverged(int epoch, long step, double seconds) implements Outcome {}

    /**
     * The attempt could not be carried out.
     *
     * @param reason what went wrong and what to do, for the user, at most 2,000 characters
     * @param retryable whether another attempt may succeed without anybody doing anything
     */
    record Failed(String reason, boolean retryable) implements Outcome {}

    /**
     * The worker gave the task back unfinished, because it was told to stop or is shutting down. Does not count as a
     * failed attempt.
     */
    record Released(String reason) implements Outcome {}
}
