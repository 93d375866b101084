package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.WorkerEvent.EpochFinished;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.message.WorkerEvent.Progress;
import io.afos.trainer.training.TrainingObserver;
import io.afos.trainer.training.TrainingStoppedException;
import java.time.Duration;

/** The training in progress: written by the training thread, read by heartbeats and the stall guard. */
final class Attempt implements TrainingObserver {

    private final String workerId;
    private final EvaluationTask task;
    private final RevokedAttempts revoked;
    private final StopSignal stop;
    private final EventDelivery delivery;

    private volatile long totalSteps;
    private volatile Speed speed = new Speed(0, 0);
    private volatile long movedAt = System.nanoTime();

    private record Speed(long step, double imagesPerSecond) {}

    Attempt(String workerId, EvaluationTask task, RevokedAttempts revoked, StopSignal stop, EventDelivery delivery) {
        this.workerId = workerId;
        this.task = task;
        this.revoked = revoked;
        this.stop = stop;
        this.delivery = delivery;
    }

    EvaluationTask task() {
        return task;
    }

    Progress progress() {
        Speed now = speed;
        return new Progress(
                task.evaluationId(), task.attempt(), now.step(), totalSteps, now.imagesPerSecond(), task.token());
    }

    /** The time since the training last made progress. */
    Duration stillFor() {
        return Duration.ofNanos(System.nanoTime() - movedAt);
    }

    @Override
    public void planned(long steps) {
        totalSteps = steps;
    }

    @Override
    public void stepped(long step, double imagesPerSecond) {
        speed = new Speed(step, imagesPerSecond);
    }

    @Override
    public void epochFinished(EpochMetrics metrics) {
        delivery.deliver(new EpochFinished(workerId, task.evaluationId(), task.attempt(), metrics, task.token()));
    }

    @Override
    public void checkpoint() {
        movedAt = System.nanoTime();
        if (revoked.cover(task)) {
            throw new TrainingStoppedException("the evaluation was revoked");
        }
        if (stop.requested()) {
            throw new TrainingStoppedException("the worker is shutting down");
        }
    }
}
