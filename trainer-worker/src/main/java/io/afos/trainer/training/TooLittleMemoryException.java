package io.afos.trainer.training;

/** This machine has too little memory for a training; another one may have more. */
public final class TooLittleMemoryException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TooLittleMemoryException(String message) {
        super(message);
    }
}
