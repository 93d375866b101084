package io.afos.model.recipe;

/**
 * Gives up a candidate that is still weak after a few epochs.
 *
 * @param afterEpoch the epoch after which the candidate is looked at, 1 to 1,000
 * @param minAccuracy the accuracy on the fitness split, 0 to 1, below which training ends there
 */
public record Screening(int afterEpoch, double minAccuracy) {

    public Screening {
        Ranges.require("screening.afterEpoch", afterEpoch, 1, Recipe.MAX_EPOCHS);
        Ranges.require("screening.minAccuracy", minAccuracy, 0, 1);
    }

    String describe() {
        return afterEpoch + "@" + minAccuracy;
    }
}
