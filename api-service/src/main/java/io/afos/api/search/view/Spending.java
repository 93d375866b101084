package io.afos.api.search.view;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a search has spent on its candidates; baselines and replications come on top. */
@Schema(name = "SearchSpending")
public record Spending(
        @Schema(description = "Trainings that its candidates asked for and that nobody had asked for before")
        int trainings,

        @Schema(
                description =
                        "Epochs of these trainings; of those that are not over, as many as they will take at most")
        long epochs,

        @Schema(description = "Trainings after the one of the best function so far")
        int trainingsSinceBest) {}
