package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A network's quality on one split.
 *
 * @param loss mean cross-entropy in nats, or, of an external training, its own loss of at least 0; NaN if it has none
 * @param accuracy share of images classified rightly, 0 to 1; NaN if it has none
 * @param score a number of an external training's own; {@code null} if it has none
 */
public record Measurement(
        double loss,
        double accuracy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double score) {

    public Measurement(double loss, double accuracy) {
        this(loss, accuracy, null);
    }
}
