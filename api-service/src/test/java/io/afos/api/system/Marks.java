package io.afos.api.system;

import io.afos.model.activation.Fingerprint;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Metrics that depend on function and seed only, as a training's do (up to rounding). */
public final class Marks {

    private Marks() {}

    public static Measurement measurement(EvaluationTask task, int epoch) {
        String function = Fingerprint.of(ExpressionParser.parse(task.formula())).value();
        var random = new SplittableRandom(function.hashCode() * 31L + task.seed());
        double progress = epoch / (double) task.recipe().epochs();
        return new Measurement(0.2 + 2 * random.nextDouble() / progress, (0.3 + 0.6 * random.nextDouble()) * progress);
    }

    public static WorkerEvent.EpochMetrics epoch(EvaluationTask task, int epoch) {
        Measurement measured = measurement(task, epoch);
        return new WorkerEvent.EpochMetrics(
                epoch, measured.loss() + 0.125, measured.accuracy() / 2, measured, 1.5, 2_000);
    }

    public static Outcome.Trained trained(EvaluationTask task) {
        int epochs = task.recipe().epochs();
        Measurement measured = measurement(task, epochs);
        Measurement test =
                task.recipe().reportTest() ? new Measurement(measured.loss() + 1, measured.accuracy() / 2) : null;
        return new Outcome.Trained(epochs, false, measured, test, 1.5 * epochs, 2_000);
    }

    public static Outcome.Trained screenedOut(EvaluationTask task) {
        return new Outcome.Trained(1, true, measurement(task, 1), null, 1.5, 2_000);
    }

    public static double fitness(EvaluationTask task) {
        Measurement measured = measurement(task, task.recipe().epochs());
        return measured.accuracy() / measured.loss();
    }

    public static IntStream epochs(EvaluationTask task) {
        return IntStream.rangeClosed(1, task.recipe().epochs());
    }
}
