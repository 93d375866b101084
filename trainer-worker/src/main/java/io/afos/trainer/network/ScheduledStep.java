package io.afos.trainer.network;

import ai.djl.nn.Parameter;
import java.util.List;

/**
 * A step and when what it needs is released.
 *
 * @param number of the step in the plan
 * @param inputs numbers of the steps whose results it takes
 * @param held the arrays that it takes besides
 * @param owned whether its result belongs to the pass, and not to the network
 * @param ended numbers of the steps whose results no later step needs
 */
record ScheduledStep(
        int number, StepFunction function, int[] inputs, List<Parameter> held, boolean owned, int[] ended) {}
