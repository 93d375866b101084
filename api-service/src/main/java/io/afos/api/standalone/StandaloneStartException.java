package io.afos.api.standalone;

/** The profile {@code standalone} cannot start, for a reason that the user can fix. */
class StandaloneStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param description what is wrong
     * @param action how to fix it
     */
    StandaloneStartException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** @param cause for diagnosis; not shown to users */
    StandaloneStartException(String description, String action, Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
