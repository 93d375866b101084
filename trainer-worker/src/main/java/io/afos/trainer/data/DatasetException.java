package io.afos.trainer.data;

/**
 * A data set cannot be used on this worker; the message names the file or setting and says what to do. Another worker
 * may be able to use it.
 */
public sealed class DatasetException extends RuntimeException permits UnfitRecipeException {

    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
