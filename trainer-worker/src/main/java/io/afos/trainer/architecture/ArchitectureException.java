package io.afos.trainer.architecture;

/** A network cannot be built as asked; the message says why and what to do. */
public final class ArchitectureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchitectureException(String message) {
        super(message);
    }
}
