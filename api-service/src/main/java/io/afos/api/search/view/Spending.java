package io.afos.api.search.view;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a search has spent on its candidates, without baselines and replications. */
@Schema(name = "SearchSpending")
public record Spending(
        @Schema(description = "Trainings of its candidates that no job had requested before")
        int trainings,

        @Schema(description = "Epochs of these trainings; an unfinished training counts with its maximum")
        long epochs,

        @Schema(description = "Trainings after that of the best function so far")
        int trainingsSinceBest) {}
