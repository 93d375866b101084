package io.afos.api.job;

import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.SourceType;
import org.jspecify.annotations.Nullable;

/** A piece of work that a user submitted. Guards its own transitions; callers hold the row's lock. */
@Entity
@Table(name = "job")
@Inheritance(strategy = InheritanceType.JOINED)
@DiscriminatorColumn(name = "kind")
public abstract class Job {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private JobState state;

    private int priority;
    private @Nullable String idempotencyKey;
    private String requestHash;

    @CreationTimestamp(source = SourceType.DB)
    private @Nullable Instant createdAt;

    private @Nullable Instant finishedAt;
    private @Nullable Instant pausedAt;
    private double pausedSeconds;
    private @Nullable String failure;

    /** For JPA. */
    @SuppressWarnings("NullAway")
    protected Job() {
        this.name = "";
        this.state = JobState.RUNNING;
        this.requestHash = "";
    }

    protected Job(String name, int priority, Submission submission) {
        this.name = name;
        this.priority = priority;
        this.state = JobState.RUNNING;
        this.idempotencyKey = submission.idempotencyKey();
        this.requestHash = submission.requestHash();
    }

    public void pause(Instant now) {
        if (state == JobState.PAUSED) {
            return;
        }
        require(JobState.RUNNING, "paused");
        state = JobState.PAUSED;
        pausedAt = now;
    }

    /** Goes on with a paused job, or tries a failed one again. */
    public void resume(Instant now) {
        if (state == JobState.RUNNING) {
            return;
        }
        if (state == JobState.FAILED) {
            reopen(now);
        } else {
            require(JobState.PAUSED, "resumed");
            endPause(now);
            state = JobState.RUNNING;
        }
    }

    /** Lets a job that ended, unless it was cancelled, go on: there is more to do. */
    public void reopen(Instant now) {
        if (state == JobState.CANCELLED) {
            throw new JobStateConflict(id(), state, "extended or tried again");
        }
        if (state.isFinal()) {
            pausedAt = finishedAt;
            finishedAt = null;
            failure = null;
            endPause(now);
            state = JobState.RUNNING;
        }
    }

    public void cancel(Instant now) {
        if (state == JobState.CANCELLED) {
            return;
        }
        if (state.isFinal()) {
            throw new JobStateConflict(id(), state, "cancelled");
        }
        finish(JobState.CANCELLED, now);
    }

    public void complete(Instant now) {
        require(JobState.RUNNING, "completed");
        finish(JobState.COMPLETED, now);
    }

    public void fail(String reason, Instant now) {
        if (state.isFinal()) {
            throw new JobStateConflict(id(), state, "failed");
        }
        failure = reason;
        finish(JobState.FAILED, now);
    }

    private void require(JobState expected, String wanted) {
        if (state != expected) {
            throw new JobStateConflict(id(), state, wanted);
        }
    }

    private void finish(JobState end, Instant now) {
        endPause(now);
        state = end;
        finishedAt = now;
    }

    private void endPause(Instant now) {
        if (pausedAt != null) {
            pausedSeconds += Duration.between(pausedAt, now).toMillis() / 1000.0;
            pausedAt = null;
        }
    }

    /** The time since submission, until the end or now, without pauses. */
    public Duration elapsed(Instant now) {
        Instant end = finishedAt != null ? finishedAt : pausedAt != null ? pausedAt : now;
        Duration sinceSubmission = Duration.between(createdAt(), end);
        return sinceSubmission.minusMillis(Math.round(pausedSeconds * 1000));
    }

    public long id() {
        if (id == null) {
            throw new IllegalStateException("the job has not been saved yet");
        }
        return id;
    }

    public String name() {
        return name;
    }

    public JobState state() {
        return state;
    }

    public int priority() {
        return priority;
    }

    public String requestHash() {
        return requestHash;
    }

    public Instant createdAt() {
        if (createdAt == null) {
            throw new IllegalStateException("the job has not been saved yet");
        }
        return createdAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    public @Nullable String failure() {
        return failure;
    }
}
