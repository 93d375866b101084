package io.afos.api.job;

import io.afos.api.problem.NotFound;

/** There is no job with this id. */
public class JobNotFound extends NotFound {

    private static final long serialVersionUID = 1;

    public JobNotFound(long id) {
        super("there is no job " + id);
    }
}
