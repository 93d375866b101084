package io.afos.api.job;

/** A transition was asked for that the job's state does not allow. */
public class JobStateConflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    JobStateConflict(long id, JobState state, String wanted) {
        super("job %d is %s and cannot be %s".formatted(id, state, wanted));
    }
}
