package io.afos.trainer.training;

/** Ends a training that is not wanted any more. The message says why. */
public final class TrainingStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingStoppedException(String reason) {
        super(reason, null, false, false);
    }
}
