package io.afos.trainer.architecture;

/** The requested network cannot be built; the message says why and what to do. */
public final class ArchitectureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchitectureException(String message) {
        super(message);
    }
}
