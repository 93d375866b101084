package io.afos.trainer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * Accumulates the losses and correct answers of an epoch's steps. They stay on the device for a few steps and are then
 * read together, since each read waits for the device.
 */
public final class StepWindow implements AutoCloseable {

    /** The maximum number of steps trained after the loss has become non-finite. */
    static final int SIZE = 8;

    private final NDManager manager;
    private final NDList losses = new NDList();
    private final NDList rights = new NDList();
    private final int[] images = new int[SIZE];
    private long stepsRead;
    private long imagesRead;
    private double lossSum;
    private double rightSum;
    private long divergedAt;

    public StepWindow(NDManager parent) {
        manager = parent.newSubManager();
    }

    /** Adds a step: its mean loss and its number of correct answers, both still on the device. */
    void add(NDArray loss, NDArray right, int imageCount) {
        images[losses.size()] = imageCount;
        losses.add(kept(loss));
        rights.add(kept(right));
        if (losses.size() == SIZE) {
            read();
        }
    }

    private NDArray kept(NDArray array) {
        NDArray detached = array.stopGradient();
        detached.attach(manager);
        return detached;
    }

    /** Whether a step with a non-finite loss has been read. */
    public boolean diverged() {
        return divergedAt > 0;
    }

    /** The first step of the epoch with a non-finite loss, counted from 1. */
    long divergedAt() {
        return divergedAt;
    }

    /** Reads the steps still on the device. */
    public void read() {
        if (losses.isEmpty()) {
            return;
        }
        float[] lossOf = values(losses);
        float[] rightOf = values(rights);
        for (int i = 0; i < lossOf.length && !diverged(); i++) {
            stepsRead++;
            if (!Float.isFinite(lossOf[i])) {
                divergedAt = stepsRead;
            }
            imagesRead += images[i];
            lossSum += (double) lossOf[i] * images[i];
            rightSum += rightOf[i];
        }
        losses.close();
        losses.clear();
        rights.close();
        rights.clear();
    }

    private static float[] values(NDList scalars) {
        try (NDArray together = NDArrays.stack(scalars)) {
            return together.toFloatArray();
        }
    }

    double meanLoss() {
        return lossSum / imagesRead;
    }

    double accuracy() {
        return rightSum / imagesRead;
    }

    @Override
    public void close() {
        manager.close();
    }
}
