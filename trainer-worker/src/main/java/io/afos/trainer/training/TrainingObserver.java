package io.afos.trainer.training;

import io.afos.model.message.WorkerEvent.EpochMetrics;

/** Observes a training and may stop it. All calls come from the training thread. */
public interface TrainingObserver {

    /** The data is loaded and the network is built. */
    void planned(long totalSteps);

    /**
     * An optimizer step has finished.
     *
     * @param step number of steps so far
     * @param imagesPerSecond training images per second so far
     */
    void stepped(long step, double imagesPerSecond);

    /** An epoch has been trained and evaluated. */
    void epochFinished(EpochMetrics metrics);

    /**
     * Called repeatedly while the training makes progress: before each batch and with each chunk of a download.
     *
     * @throws TrainingStoppedException to stop the training here
     */
    void checkpoint();
}
