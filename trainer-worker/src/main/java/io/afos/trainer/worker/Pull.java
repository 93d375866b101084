package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;

/** What asking the queue for a task came to. */
sealed interface Pull {

    /** A task that from now on is this worker's. */
    record Taken(EvaluationTask task) implements Pull {}

    /** A message was dealt with, and there may be more. */
    record Dropped() implements Pull {}

    /** There is nothing for this worker at the moment. */
    record Nothing() implements Pull {}

    /** There is a message that only a newer worker understands. */
    record NotForUs() implements Pull {}
}
