package io.afos.api.activation;

import io.afos.api.strategy.history.Operator;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an activation function is related to. At most 50 of each kind. */
public record ActivationFamily(
        @Schema(description = "Formulas of this function that searches came to, the most frequent first")
        List<Form> forms,

        @Schema(
                description =
                        "The function f(-x). Behind a layer with weights drawn symmetrically about 0 both train alike; absent"
                                + " if it is the function itself")
        @Nullable
        Mirror mirror,

        @Schema(description = "Functions that searches made it from")
        List<Relative> parents,

        @Schema(description = "Functions that searches made from it")
        List<Relative> children) {

    /** A way to write it. */
    @Schema(name = "ActivationForm")
    public record Form(
            String formula,
            String latex,

            @Schema(description = "Candidates of this form in all searches")
            long candidates) {}

    /** The mirror image. */
    @Schema(name = "ActivationMirror")
    public record Mirror(
            String fingerprint,
            String formula,

            @Schema(description = "Whether a job has requested it, so that it has a page")
            boolean known) {}

    /** A parent or child in the search where that happened last. */
    @Schema(name = "ActivationRelative")
    public record Relative(
            String fingerprint,
            String formula,
            Operator operator,
            long search,

            @Schema(description = "Its ordinal in that search")
            int ordinal,

            @Nullable Double fitness) {}
}
