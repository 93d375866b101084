package io.afos.trainer.data;

/** A recipe asks for what the data set cannot give, on whichever worker. */
public final class UnfitRecipeException extends DatasetException {

    private static final long serialVersionUID = 1L;

    public UnfitRecipeException(String message) {
        super(message);
    }
}
