package io.afos.api.external.web;

import io.afos.api.activation.ExportFormat;
import io.afos.api.external.Assignment;
import io.afos.model.activation.Fingerprint;
import io.afos.model.activation.NamedActivation;
import io.afos.model.activation.NamedActivations;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.Note;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.recipe.ExternalRecipe;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation to train. */
@Schema(name = "ExternalWork")
record WorkView(
        long evaluation,
        int attempt,

        @Schema(description = "How long the trainer may be silent before somebody else gets the evaluation")
        double leaseSeconds,

        @Schema(description = "Of initial weights, order of batches and whatever else is random")
        long seed,

        ExternalRecipe recipe,
        String formula,
        String fingerprint,

        @Schema(description = "Name of the standard activation that it is, if it is one") @Nullable
        String name,

        @Schema(description = "The function as source code") String source) {

    static WorkView of(Assignment assignment, ExportFormat format) {
        var activation = new ExportedActivation(
                ExpressionParser.parse(assignment.formula()),
                List.of(new Note("fingerprint", assignment.fingerprint())));
        return new WorkView(
                assignment.evaluation(),
                assignment.attempt(),
                assignment.leaseSeconds(),
                assignment.seed(),
                assignment.recipe(),
                assignment.formula(),
                assignment.fingerprint(),
                NamedActivations.find(new Fingerprint(assignment.fingerprint()))
                        .map(NamedActivation::name)
                        .orElse(null),
                new String(format.content(activation, null), StandardCharsets.UTF_8));
    }
}
