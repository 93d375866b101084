package io.afos.api.standalone;

/** The profile {@code standalone} cannot start, for a reason that the user can mend. */
class StandaloneStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * @param description what is wrong
     * @param action what to do about it
     */
    StandaloneStartException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** @param cause for those who look for it; users are not shown it */
    StandaloneStartException(String description, String action, Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    String action() {
        return action;
    }
}
