package io.afos.trainer.network;

import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Source;
import io.afos.model.network.Step;
import java.util.BitSet;
import java.util.stream.IntStream;

/** The memory for what a training step must keep of the forward pass. */
public final class PlanMemory {

    private PlanMemory() {}

    /** Bytes that a step on so many images needs at least: for what layers take in, or for the largest result. */
    public static long leastBytes(NetworkPlan plan, int images) {
        var kept = new BitSet();
        for (Step step : plan.steps()) {
            if (step.operation() instanceof Layer) {
                step.inputs().forEach(kept::set);
            }
        }
        long inputs =
                kept.stream().mapToLong(step -> elements(plan, step, images)).sum();
        long largest = IntStream.range(0, plan.steps().size())
                .mapToLong(step -> elements(plan, step, images))
                .max()
                .orElseThrow();
        return Float.BYTES * Math.max(inputs, largest);
    }

    private static long elements(NetworkPlan plan, int step, int images) {
        return plan.steps().get(step).operation() instanceof Source
                ? 0
                : Sizes.of(plan.shape(step), images).size();
    }
}
