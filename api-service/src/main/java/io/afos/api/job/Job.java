package io.afos.api.job;

import jakarta.persistence.Column;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.AfterDomainEventPublication;
import org.springframework.data.domain.DomainEvents;

/**
 * A unit of work that a user submitted. It validates its own state transitions, for which callers must hold the row's
 * lock, and records them. The repository publishes each {@link JobStateChanged} when the job is saved.
 */
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

    @Column(updatable = false)
    private @Nullable String submittedBy;

    /** By the database's clock, unless the job was imported. */
    @Generated(event = EventType.INSERT, writable = true)
    @ColumnTransformer(write = "coalesce(?, now())")
    @Column(updatable = false)
    private @Nullable Instant createdAt;

    private @Nullable Instant finishedAt;
    private @Nullable Instant pausedAt;
    private double pausedSeconds;
    private @Nullable String failure;

    private final transient List<JobStateChanged> changes = new ArrayList<>();
    private final transient Deque<List<JobStateChanged>> publishing = new ArrayDeque<>();

    /** For JPA. */
    @SuppressWarnings("NullAway")
    protected Job() {
        this.name = "";
        this.state = JobState.RUNNING;
        this.requestHash = "";
    }

    protected Job(String name, int priority, Submission submission) {
        this(name, priority, submission, null);
    }

    /** @param past the history of an imported job; a job that had not ended is imported as paused */
    protected Job(String name, int priority, Submission submission, @Nullable Past past) {
        this.name = name;
        this.priority = priority;
        this.state = JobState.RUNNING;
        this.idempotencyKey = submission.idempotencyKey();
        this.requestHash = submission.requestHash();
        this.submittedBy = submission.submitter();
        if (past != null) {
            this.state = past.state().isFinal() ? past.state() : JobState.PAUSED;
            this.createdAt = past.createdAt();
            this.finishedAt = past.finishedAt();
            this.pausedAt = past.state().isFinal() ? null : past.stoppedAt();
            this.pausedSeconds = past.pausedSeconds();
            this.failure = past.failure();
        }
    }

    /** The events to publish. Called twice per save; in between, a listener may change and save the job again. */
    @DomainEvents
    Collection<JobStateChanged> changes() {
        if (!changes.isEmpty()) {
            publishing.push(List.copyOf(changes));
            changes.clear();
        }
        return publishing.isEmpty() ? List.of() : publishing.peek();
    }

    @AfterDomainEventPublication
    void published() {
        publishing.poll();
    }

    private void enter(JobState next) {
        state = next;
        changes.add(new JobStateChanged(id(), next));
    }

    public void pause(Instant now) {
        if (state == JobState.PAUSED) {
            return;
        }
        require(JobState.RUNNING, "paused");
        pausedAt = now;
        enter(JobState.PAUSED);
    }

    /** Puts work that was added to a paused job on hold as well. */
    public void holdAdded() {
        if (state == JobState.PAUSED) {
            enter(JobState.PAUSED);
        }
    }

    /** Resumes a paused job, or retries a failed one. */
    public void resume(Instant now) {
        if (state == JobState.RUNNING) {
            return;
        }
        if (state == JobState.FAILED) {
            reopen(now);
        } else {
            require(JobState.PAUSED, "resumed");
            endPause(now);
        }
        enter(JobState.RUNNING);
    }

    /** Reopens an ended job unless it was cancelled. Publishes nothing; the caller requests the work. */
    public void reopen(Instant now) {
        if (state == JobState.CANCELLED) {
            throw new JobStateConflict(id(), state, "extended or retried");
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
        finishedAt = now;
        enter(end);
    }

    private void endPause(Instant now) {
        if (pausedAt != null) {
            pausedSeconds += Duration.between(pausedAt, now).toMillis() / 1000.0;
            pausedAt = null;
        }
    }

    /** The time from submission until the end or now, excluding pauses. */
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

    /** The name of the API key; {@code null} if it was submitted before keys were noted. */
    public @Nullable String submittedBy() {
        return submittedBy;
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
