package io.afos.trainer.worker;

import io.afos.model.expression.ExpressionSyntaxException;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.trainer.architecture.ArchitectureException;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.training.Trainer;
import io.afos.trainer.training.TrainingObserver;
import io.afos.trainer.training.TrainingStoppedException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out a task; whatever happens becomes an outcome. */
final class TaskRunner {

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
    private static final int MAX_REASON = 2_000;

    private final Trainer trainer;

    TaskRunner(Trainer trainer) {
        this.trainer = trainer;
    }

    Outcome run(EvaluationTask task, TrainingObserver observer) {
        try {
            return trainer.train(task.formula(), task.recipe(), task.seed(), observer);
        } catch (TrainingStoppedException | CancellationException e) {
            return new Outcome.Released(String.valueOf(e.getMessage()));
        } catch (ExpressionSyntaxException | DatasetException | ArchitectureException e) {
            log.warn("the evaluation cannot be carried out: {}", e.getMessage());
            return failed(String.valueOf(e.getMessage()), false);
        } catch (OutOfMemoryError e) {
            log.error("out of memory", e);
            return failed(
                    "the worker's Java memory does not suffice (" + e.getMessage()
                            + "): give it more (-Xmx), or use fewer images or a smaller batch",
                    true);
        } catch (RuntimeException | LinkageError e) {
            log.error("the training failed", e);
            return outOfNativeMemory(e)
                    ? failed("the device's memory does not suffice: use a smaller batch or width", true)
                    : failed("the training failed: " + e, true);
        }
    }

    private static Outcome failed(String reason, boolean retryable) {
        return new Outcome.Failed(reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON), retryable);
    }

    /** PyTorch says so only in words. */
    private static boolean outOfNativeMemory(Throwable problem) {
        String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("bad_alloc");
    }
}
