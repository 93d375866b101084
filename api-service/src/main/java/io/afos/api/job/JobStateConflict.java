package io.afos.api.job;

import io.afos.api.problem.Conflict;
import java.util.Locale;

/** A transition was asked for that the job's state does not allow. */
public class JobStateConflict extends Conflict {

    private static final long serialVersionUID = 1;

    JobStateConflict(long id, JobState state, String wanted) {
        super(String.format(Locale.ROOT, "job %d is %s and cannot be %s", id, state, wanted));
    }
}
