package io.afos.api.problem;

/** The request cannot be served now because too many others are in progress. */
public class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Overloaded(String message) {
        super(message);
    }
}
