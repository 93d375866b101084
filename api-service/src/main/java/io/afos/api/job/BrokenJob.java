package io.afos.api.job;

import io.afos.api.database.Unavailability;
import io.afos.api.problem.Conflict;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** A job cannot take its next step because of an error in the service or in what the service stored. */
public final class BrokenJob extends Conflict {

    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(BrokenJob.class);
    private static final int MAX_REASON = 300;

    private final long jobId;

    private BrokenJob(long jobId, String kind, Throwable cause) {
        super(String.format(
                Locale.ROOT,
                "an internal error ended this %s: %s; resume it after the cause has been removed",
                kind,
                reason(cause)));
        this.jobId = jobId;
        initCause(cause);
    }

    private static String reason(Throwable cause) {
        String reason =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
    }

    /**
     * Takes a step of a job. The transaction of the step must be rolled back if this throws.
     *
     * @param kind as users call the job
     * @throws BrokenJob if the step fails for a reason that does not pass by itself
     */
    public static void guard(long jobId, String kind, Runnable step) {
        try {
            step.run();
        } catch (Conflict refused) {
            throw refused;
        } catch (RuntimeException | StackOverflowError e) {
            if (Unavailability.mayPass(e)) {
                throw e;
            }
            log.error("{} {} cannot go on", kind, jobId, e);
            throw new BrokenJob(jobId, kind, e);
        }
    }

    public long jobId() {
        return jobId;
    }
}
