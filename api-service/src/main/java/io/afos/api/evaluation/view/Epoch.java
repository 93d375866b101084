package io.afos.api.evaluation.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One point of a learning curve. An external training may have no train metrics, and of the others only those that its objective
 * looks at.
 *
 * @param epoch counted from 1
 * @param trainLoss mean cross-entropy over the epoch's training batches
 * @param trainAccuracy share of training images classified rightly during the epoch
 * @param loss mean cross-entropy on the split that decides fitness, after the epoch
 * @param accuracy accuracy on that split, after the epoch
 * @param score of an external training whose objective is a score
 * @param seconds wall time of the epoch's training steps
 * @param imagesPerSecond training images per second of that time
 */
public record Epoch(
        int epoch,
        @Nullable Double trainLoss,
        @Nullable Double trainAccuracy,
        @Nullable Double loss,
        @Nullable Double accuracy,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double score,

        double seconds,
        double imagesPerSecond) {}
