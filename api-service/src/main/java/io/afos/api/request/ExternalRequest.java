package io.afos.api.request;

import io.afos.api.problem.InvalidRequest;
import io.afos.model.recipe.ExternalRecipe;
import io.afos.model.recipe.Objective;
import io.afos.model.recipe.Screening;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A network that a program of the user's own trains. */
@Schema(name = "ExternalRequest")
public record ExternalRequest(
        @Schema(description = "1 to 64 lower-case letters, digits or hyphens", example = "resnet18-leaves")
        @NotNull
        @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,63}", message = "must be 1 to 64 lower-case letters, digits or hyphens")
        String network,

        @Schema(
                description = "Of the program and its data: under another version nothing is shared with this one",
                defaultValue = "1",
                example = "2026-11")
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                message = "must be 1 to 64 letters, digits, dots, hyphens or underscores")
        @Nullable
        String version,

        @Schema(description = "What else the program is to know, by name: strings, numbers, true or false")
        @Size(max = ExternalRecipe.MOST_SETTINGS)
        @Nullable
        TreeMap<@Size(max = 64) String, JsonNode> settings,

        @Schema(description = "What fitness is computed from. Default: accuracy divided by loss") @Valid @Nullable
        ObjectiveRequest objective) {

    /** @throws InvalidRequest if the parts contradict each other */
    ExternalRecipe recipe(int epochs, @Nullable Screening screening) {
        try {
            return new ExternalRecipe(
                    network, version == null ? "1" : version, scalars(), epochs, requestedObjective(), screening);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("recipe.external", e.getMessage());
        }
    }

    private TreeMap<String, Object> scalars() {
        var scalars = new TreeMap<String, Object>();
        if (settings != null) {
            settings.forEach((name, value) -> scalars.put(
                    name,
                    value.isBoolean()
                            ? value.booleanValue()
                            : value.isNumber() ? value.numberValue() : value.isString() ? value.stringValue() : value));
        }
        return scalars;
    }

    private Objective requestedObjective() {
        if (objective == null) {
            return Objective.STANDARD;
        }
        return switch (objective.type) {
            case ACCURACY_PER_LOSS -> Objective.STANDARD;
            case ACCURACY -> new Objective.Accuracy();
            case SCORE -> score(objective);
        };
    }

    private static Objective score(ObjectiveRequest wanted) {
        if (wanted.worst == null) {
            throw new InvalidRequest(
                    "recipe.external.objective.worst",
                    "must be given for a score: its value for a network that has learned nothing");
        }
        return new Objective.Score(
                wanted.name == null ? "score" : wanted.name,
                wanted.direction == null ? Objective.Direction.MAXIMIZE : wanted.direction,
                wanted.worst);
    }

    /** What fitness is computed from. */
    @Schema(name = "ObjectiveRequest")
    record ObjectiveRequest(
            @NotNull Kind type,

            @Schema(description = "Of a score: what it is, and in which unit", example = "F1", defaultValue = "score")
            @Size(max = Objective.Score.MOST_NAME)
            @Nullable
            String name,

            @Schema(description = "Of a score: which numbers are better", defaultValue = "MAXIMIZE")
            Objective.@Nullable Direction direction,

            @Schema(
                    description =
                            "Of a score: its value for a network that has learned nothing. Fitness is how far the score is"
                                    + " better than this, and 0 where it is not")
            @Nullable
            Double worst) {}

    /** The kinds of objectives. */
    enum Kind {
        /** Accuracy divided by loss. */
        ACCURACY_PER_LOSS,
        /** Accuracy alone. */
        ACCURACY,
        /** A number of the user's own. */
        SCORE
    }
}
