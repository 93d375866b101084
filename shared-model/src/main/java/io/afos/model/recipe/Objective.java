package io.afos.model.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;

/** What fitness is computed from. Fitness is at least 0, and higher is better, whatever the objective. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Objective.AccuracyPerLoss.class, name = "accuracy_per_loss"),
    @JsonSubTypes.Type(value = Objective.Accuracy.class, name = "accuracy"),
    @JsonSubTypes.Type(value = Objective.Score.class, name = "score")
})
public sealed interface Objective {

    Objective STANDARD = new AccuracyPerLoss();

    /** A stable description for the recipe's hash. */
    String describe();

    /** What fitness is, in words, such as {@code accuracy / loss} or {@code latency (ms) below 40}. */
    String title();

    /** Fitness is accuracy divided by loss, as in the AFOS paper. */
    record AccuracyPerLoss() implements Objective {
        @Override
        public String describe() {
            return "accuracy_per_loss";
        }

        @Override
        public String title() {
            return "accuracy / loss";
        }
    }

    /** Fitness is accuracy. */
    record Accuracy() implements Objective {
        @Override
        public String describe() {
            return "accuracy";
        }

        @Override
        public String title() {
            return "accuracy";
        }
    }

    /**
     * Fitness is how far a number of the user's own is better than its worst value; what is worse than that has fitness 0.
     *
     * @param name what the number is and in which unit, such as {@code F1} or {@code latency (ms)}; 1 to {@value #MOST_NAME} characters
     * @param direction whether it is better when higher or when lower
     * @param worst its value for a network that has learned nothing, finite and at most 1e15 in size
     */
    record Score(String name, Direction direction, double worst) implements Objective {

        public static final int MOST_NAME = 32;

        private static final double LARGEST = 1e15;

        public Score {
            if (name == null || !name.matches("[^\\p{Cntrl}\\s]([^\\p{Cntrl}]{0,30}[^\\p{Cntrl}\\s])?")) {
                throw new IllegalArgumentException(
                        "objective.name must be 1 to 32 characters without control characters, the first and last no space");
            }
            if (direction == null) {
                throw new IllegalArgumentException("objective.direction must be MAXIMIZE or MINIMIZE");
            }
            Ranges.require("objective.worst", worst, -LARGEST, LARGEST);
            worst += 0.0; // -0 is 0
        }

        @Override
        public String describe() {
            return "score(" + name + "," + direction + "," + worst + ")";
        }

        @Override
        public String title() {
            String bound = BigDecimal.valueOf(worst).stripTrailingZeros().toPlainString();
            return name + (direction == Direction.MAXIMIZE ? " above " : " below ") + bound;
        }
    }

    /** Which numbers are better. */
    enum Direction {
        MAXIMIZE,
        MINIMIZE
    }
}
