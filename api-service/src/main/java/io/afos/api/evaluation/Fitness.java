package io.afos.api.evaluation;

import io.afos.model.message.Measurement;
import io.afos.model.recipe.Objective;
import java.util.Optional;

/**
 * Fitness by what a recipe is after. As the AFOS paper defines it, it is accuracy divided by loss on the split that decides fitness.
 */
public final class Fitness {

    /** A diverged training. */
    public static final double DIVERGED = 0;

    /** A loss below this counts as this, so that fitness stays finite. */
    private static final double MIN_LOSS = 1e-7;

    private static final double LARGEST_SCORE = 1e15;

    private Fitness() {}

    /**
     * What is wrong with a measurement.
     *
     * @param metric accuracy, loss or score
     * @param message what it must be, to be read after its name
     */
    public record Objection(String metric, String message) {}

    /** @param measurement one that has what the objective looks at */
    public static double of(Objective objective, Measurement measurement) {
        if (objective instanceof Objective.Score score && measurement.score() != null) {
            double better = measurement.score() - score.worst();
            return Math.max(0, score.direction() == Objective.Direction.MAXIMIZE ? better : -better);
        }
        if (objective instanceof Objective.Accuracy) {
            return measurement.accuracy();
        }
        return measurement.accuracy() / Math.max(measurement.loss(), MIN_LOSS);
    }

    /**
     * What is wrong with a measurement, for whoever reported it; empty if it has all that the objective looks at, each number in
     * its range. What the objective does not look at may be absent.
     */
    public static Optional<Objection> objection(Objective objective, Measurement measurement) {
        if (objective instanceof Objective.Score score) {
            if (measurement.score() == null || !(Math.abs(measurement.score()) <= LARGEST_SCORE)) {
                return objection("score", "(" + score.name() + ") must be given, and finite and at most 1e15 in size");
            }
        } else if (measurement.score() != null) {
            return objection("score", "must be left out: the objective is no score");
        } else if (Double.isNaN(measurement.accuracy())) {
            return objection("accuracy", "must be given");
        }
        if (objective instanceof Objective.AccuracyPerLoss && Double.isNaN(measurement.loss())) {
            return objection("loss", "must be given");
        }
        if (measurement.accuracy() < 0 || measurement.accuracy() > 1) {
            return objection("accuracy", "must be between 0 and 1");
        }
        if (measurement.loss() < 0 || measurement.loss() == Double.POSITIVE_INFINITY) {
            return objection("loss", "must be finite and at least 0");
        }
        return Optional.empty();
    }

    private static Optional<Objection> objection(String metric, String message) {
        return Optional.of(new Objection(metric, message));
    }
}
