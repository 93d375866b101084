package io.afos.trainer.training;

import io.afos.model.message.WorkerEvent.EpochMetrics;

/** Follows a training and may end it. All calls come from the thread that trains. */
public interface TrainingObserver {

    /** The data is there and the network is built. */
    void planned(long totalSteps);

    /**
     * Another optimizer step is done.
     *
     * @param step steps done so far
     * @param imagesPerSecond training images per second so far
     */
    void stepped(long step, double imagesPerSecond);

    /** Another epoch is trained and measured. */
    void epochFinished(EpochMetrics metrics);

    /**
     * Called again and again while the training moves on: before each batch and with each piece of a download.
     *
     * @throws TrainingStoppedException to end the training here
     */
    void checkpoint();
}
