package io.afos.api.job;

/** There is no job of this number. */
public class JobNotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JobNotFound(long id) {
        super("there is no job " + id);
    }
}
