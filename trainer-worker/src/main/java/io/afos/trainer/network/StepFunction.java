package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;

/** What a step computes. */
interface StepFunction {

    /**
     * The result, which belongs to any manager.
     *
     * @param operands the results of the step's inputs, followed by the arrays that it holds, see {@link HeldArrays}
     */
    NDArray apply(NDArray[] operands, Pass pass);

    /**
     * A pass through the network.
     *
     * @param images the number of images
     * @param training whether gradients are needed, numbers are dropped, and batches are normalised by themselves
     */
    record Pass(long images, boolean training) {}
}
