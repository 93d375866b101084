package io.afos.api.evaluation.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.afos.api.evaluation.EvaluationOutcome;
import io.afos.api.evaluation.EvaluationState;
import io.afos.api.evaluation.Fitness;
import io.afos.api.evaluation.view.Epoch;
import io.afos.api.evaluation.view.EvaluationQueries;
import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.recipe.Objective;
import io.afos.model.recipe.Recipe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** An evaluation as it stands in an archive, whose recipe and seed are known from elsewhere. */
public record ImportedEvaluation(
        String fingerprint,
        String formula,
        EvaluationState state,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable EvaluationOutcome outcome,
        @Nullable Integer epochs,
        @Nullable Double fitness,
        @Nullable Double accuracy,
        @Nullable Double loss,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double score,

        @Nullable Double testAccuracy,
        @Nullable Double testLoss,
        @Nullable Double seconds,
        @Nullable Double imagesPerSecond,
        @Nullable String failure,
        List<Epoch> curve) {

    private static final int MAX_FAILURE = 2_000;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final double TOLERANCE = 1e-9;

    public ImportedEvaluation {
        curve = List.copyOf(curve);
    }

    /** @param row of the table {@code evaluation}, with the formula */
    public static ImportedEvaluation of(ResultSet row, List<Epoch> curve) throws SQLException {
        String outcome = row.getString("outcome");
        return new ImportedEvaluation(
                row.getString("fingerprint"),
                row.getString("formula"),
                EvaluationState.valueOf(row.getString("state")),
                EvaluationQueries.instant(row, "started_at"),
                EvaluationQueries.instant(row, "finished_at"),
                outcome == null ? null : EvaluationOutcome.valueOf(outcome),
                row.getObject("epochs", Integer.class),
                row.getObject("fitness", Double.class),
                row.getObject("accuracy", Double.class),
                row.getObject("loss", Double.class),
                row.getObject("score", Double.class),
                row.getObject("test_accuracy", Double.class),
                row.getObject("test_loss", Double.class),
                row.getObject("seconds", Double.class),
                row.getObject("images_per_second", Double.class),
                row.getString("failure"),
                curve);
    }

    /** The same for another function. */
    public ImportedEvaluation ofFunction(String fingerprint, String formula) {
        return new ImportedEvaluation(
                fingerprint,
                formula,
                state,
                startedAt,
                finishedAt,
                outcome,
                epochs,
                fitness,
                accuracy,
                loss,
                score,
                testAccuracy,
                testLoss,
                seconds,
                imagesPerSecond,
                failure,
                curve);
    }

    /** @throws IllegalArgumentException with the reason, if this cannot be what became of a training of the formula */
    public void requirePlausible(Objective objective) {
        require(formula != null && state != null, "formula or state is missing");
        require(
                Fingerprint.of(ExpressionParser.parse(formula)).value().equals(fingerprint),
                "the fingerprint is not that of the formula");
        require((state == EvaluationState.SUCCEEDED) == (outcome != null), "an outcome belongs to the state SUCCEEDED");
        require(
                failure == null || failure.length() <= MAX_FAILURE && failure.indexOf('\0') < 0,
                "failure is too long, or no text");
        require(isTime(startedAt) && isTime(finishedAt), "startedAt or finishedAt is out of range");
        require(curve.size() <= Recipe.MAX_EPOCHS, "the curve has too many points");
        for (int i = 0; i < curve.size(); i++) {
            Epoch point = curve.get(i);
            require(point.epoch() >= 1 && point.epoch() <= Recipe.MAX_EPOCHS, "an epoch is out of range");
            require(i == 0 || point.epoch() > curve.get(i - 1).epoch(), "the epochs of the curve do not rise");
            require(
                    Fitness.objection(objective, measurement(point.loss(), point.accuracy(), point.score()))
                            .isEmpty(),
                    "a point of the curve is not possible");
            require(
                    measures(or(point.trainLoss(), 0), or(point.trainAccuracy(), 0)),
                    "a point of the curve is not possible");
            require(amounts(point.seconds(), point.imagesPerSecond()), "a point of the curve is not possible");
        }
        if (outcome != null) {
            requirePossibleOutcome(objective);
        }
    }

    private void requirePossibleOutcome(Objective objective) {
        require(epochs != null && epochs >= 1 && epochs <= Recipe.MAX_EPOCHS, "epochs is missing or out of range");
        require(seconds != null && imagesPerSecond != null, "seconds or imagesPerSecond is missing");
        require(amounts(seconds, imagesPerSecond), "seconds or imagesPerSecond is out of range");
        require((testLoss == null) == (testAccuracy == null), "one of testLoss and testAccuracy is missing");
        require(testLoss == null || measures(testLoss, testAccuracy), "the test metrics are not possible");
        require(fitness != null, "fitness is missing");
        if (outcome == EvaluationOutcome.DIVERGED) {
            require(
                    fitness == Fitness.DIVERGED && loss == null && accuracy == null && score == null,
                    "a diverged training has no metrics");
        } else {
            var measured = measurement(loss, accuracy, score);
            require(Fitness.objection(objective, measured).isEmpty(), "the metrics are not possible");
            double expected = Fitness.of(objective, measured);
            require(
                    Math.abs(fitness - expected) <= TOLERANCE * Math.max(1, expected),
                    "fitness is not what follows from the metrics");
        }
        result();
    }

    /**
     * What the training of a success gave.
     *
     * @throws IllegalArgumentException if no worker can have reported it
     */
    Outcome.Trained result() {
        return new Outcome.Trained(
                Objects.requireNonNull(epochs),
                outcome == EvaluationOutcome.SCREENED_OUT,
                measurement(loss, accuracy, score),
                testLoss == null || testAccuracy == null ? null : new Measurement(testLoss, testAccuracy),
                Objects.requireNonNull(seconds),
                Objects.requireNonNull(imagesPerSecond));
    }

    private static boolean isTime(@Nullable Instant time) {
        return time == null || time.isAfter(EARLIEST) && time.isBefore(LATEST);
    }

    private static Measurement measurement(@Nullable Double loss, @Nullable Double accuracy, @Nullable Double score) {
        return new Measurement(or(loss, Double.NaN), or(accuracy, Double.NaN), score);
    }

    private static double or(@Nullable Double value, double absent) {
        return value == null ? absent : value;
    }

    private static boolean measures(double loss, double accuracy) {
        return amounts(loss) && accuracy >= 0 && accuracy <= 1;
    }

    private static boolean amounts(double... numbers) {
        return DoubleStream.of(numbers).allMatch(number -> number >= 0 && number < Double.POSITIVE_INFINITY);
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** Whether the other one has the same result of the training. */
    boolean contradicts(Result other) {
        return state == EvaluationState.SUCCEEDED
                && other.state() == EvaluationState.SUCCEEDED
                && !Objects.equals(fitness, other.fitness());
    }

    /** What is known of an evaluation here. */
    record Result(
            long id,
            String fingerprint,
            EvaluationState state,
            @Nullable Double fitness,
            @Nullable String workerId) {}
}
