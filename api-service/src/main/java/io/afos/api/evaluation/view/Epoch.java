package io.afos.api.evaluation.view;

/**
 * One point of a learning curve.
 *
 * @param epoch counted from 1
 * @param trainLoss mean cross-entropy over the epoch's training batches
 * @param trainAccuracy share of training images classified rightly during the epoch
 * @param loss mean cross-entropy on the split that decides fitness, after the epoch
 * @param accuracy accuracy on that split, after the epoch
 * @param seconds wall time of the epoch's training steps
 * @param imagesPerSecond training images per second of that time
 */
public record Epoch(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        double loss,
        double accuracy,
        double seconds,
        double imagesPerSecond) {}
