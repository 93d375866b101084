package io.afos.model.message;

/**
 * A network's quality on one split.
 *
 * @param loss mean cross-entropy in nats
 * @param accuracy share of images classified rightly, 0 to 1
 */
public record Measurement(double loss, double accuracy) {}
