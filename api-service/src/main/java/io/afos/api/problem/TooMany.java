package io.afos.api.problem;

/** The caller alone has too much in progress already. */
public class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TooMany(String message) {
        super(message);
    }
}
