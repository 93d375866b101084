package io.afos.api.problem;

/** The request cannot be served at present, because too many others are. */
public class Overloaded extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Overloaded(String message) {
        super(message);
    }
}
