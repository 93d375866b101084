package io.afos.trainer.worker;

import io.afos.model.expression.ExpressionSyntaxException;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.Outcome;
import io.afos.model.network.NetworkException;
import io.afos.trainer.architecture.ArchitectureException;
import io.afos.trainer.data.DatasetException;
import io.afos.trainer.data.UnfitRecipeException;
import io.afos.trainer.training.TooLittleMemoryException;
import io.afos.trainer.training.Trainer;
import io.afos.trainer.training.TrainingObserver;
import io.afos.trainer.training.TrainingStoppedException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task; every error becomes an outcome. */
final class TaskRunner {

    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    private final Trainer trainer;
    private final Troubles troubles;

    TaskRunner(Trainer trainer, Troubles troubles) {
        this.trainer = trainer;
        this.troubles = troubles;
    }

    Outcome run(EvaluationTask task, TrainingObserver observer) {
        try {
            Outcome outcome = trainer.train(task.formula(), task.recipe(), task.plan(), task.seed(), observer);
            troubles.clear(task.recipe().data().dataset());
            return outcome;
        } catch (TrainingStoppedException | CancellationException e) {
            return new Outcome.Released(String.valueOf(e.getMessage()));
        } catch (ExpressionSyntaxException | UnfitRecipeException | ArchitectureException | NetworkException e) {
            log.warn("the evaluation cannot be run: {}", e.getMessage());
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        } catch (DatasetException | TooLittleMemoryException e) {
            return givenBack(task, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            log.error("out of memory", e);
            return givenBack(
                    task,
                    "the worker has too little Java memory (" + e.getMessage()
                            + "): increase -Xmx, or use fewer images or a smaller batch");
        } catch (RuntimeException | LinkageError e) {
            log.error("the training failed", e);
            return outOfNativeMemory(e)
                    ? givenBack(task, "the device has too little memory: use a smaller batch or width")
                    : new Outcome.Failed("the training failed: " + e, true);
        }
    }

    /** The problem may be limited to this worker, so others may try. */
    private Outcome givenBack(EvaluationTask task, String reason) {
        String dataset = task.recipe().data().dataset();
        log.warn("the evaluation is given back, and this worker takes no tasks on {} for a while: {}", dataset, reason);
        troubles.note(dataset, reason);
        return new Outcome.Released(reason);
    }

    /** PyTorch reports this only in the message. */
    private static boolean outOfNativeMemory(Throwable problem) {
        String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("bad_alloc");
    }
}
