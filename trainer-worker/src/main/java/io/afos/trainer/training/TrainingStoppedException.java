package io.afos.trainer.training;

/** Stops a training that is no longer wanted. The message says why. */
public final class TrainingStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingStoppedException(String reason) {
        super(reason, null, false, false);
    }
}
