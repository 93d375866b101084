package io.afos.api.problem;

/** The request contradicts what is there already. */
public class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Conflict(String message) {
        super(message);
    }
}
