package io.afos.api.job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Ends jobs that cannot go on. */
@Component
public class BrokenJobs {

    private static final Logger log = LoggerFactory.getLogger(BrokenJobs.class);

    private final JobControl control;

    BrokenJobs(JobControl control) {
        this.control = control;
    }

    /** Fails the job with the reason. A job that cannot even be read stays as it is, and nobody else is affected. */
    public void fail(BrokenJob broken) {
        try {
            control.fail(broken.jobId(), String.valueOf(broken.getMessage()));
        } catch (RuntimeException e) {
            log.error("job {} cannot go on, and cannot be failed either", broken.jobId(), e);
        }
    }
}
