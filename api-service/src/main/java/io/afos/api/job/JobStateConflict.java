package io.afos.api.job;

import io.afos.api.problem.Conflict;
import java.util.Locale;

/** The requested transition is not allowed in the job's state. */
public class JobStateConflict extends Conflict {

    private static final long serialVersionUID = 1;

    JobStateConflict(long id, JobState state, String wanted) {
        super(String.format(Locale.ROOT, "job %d is %s and cannot be %s", id, state, wanted));
    }
}
