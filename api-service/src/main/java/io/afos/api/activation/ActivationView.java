package io.afos.api.activation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An activation function. */
public record ActivationView(
        String fingerprint,
        @Nullable String name,

        @Schema(description = "The form in which it was first asked for")
        String formula,

        String latex,
        @Schema(description = "Its derivative as a formula") String derivative,
        String derivativeLatex,

        @Schema(description = "Where its name comes from") @Nullable
        String source,

        @Schema(description = "Value and derivative at 201 points from -8 to 8")
        List<Point> curve) {

    /**
     * A point of the curve; {@code y} or {@code dy} is {@code null} where the function or its derivative is not finite.
     */
    public record Point(
            double x, @Nullable Double y, @Nullable Double dy) {}
}
