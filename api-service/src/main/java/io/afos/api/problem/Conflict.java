package io.afos.api.problem;

/** The request conflicts with the current state. */
public class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Conflict(String message) {
        super(message);
    }
}
