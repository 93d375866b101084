package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;

/** The result of asking a queue for a task. */
sealed interface Pull {

    /** A task that now belongs to this worker. */
    record Taken(EvaluationTask task) implements Pull {}

    /** A message was discarded, and there may be more. */
    record Dropped() implements Pull {}

    /** There is currently nothing for this worker. */
    record Nothing() implements Pull {}

    /** There is a message that only a newer worker understands. */
    record NotForUs() implements Pull {}
}
