package io.afos.trainer.data;

/** A recipe requests something that the data set cannot provide on any worker. */
public final class UnfitRecipeException extends DatasetException {

    private static final long serialVersionUID = 1L;

    public UnfitRecipeException(String message) {
        super(message);
    }
}
