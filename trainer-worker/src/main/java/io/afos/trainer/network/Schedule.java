package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.afos.model.network.Arrangement;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Pooling;
import io.afos.model.network.Source;
import io.afos.model.network.Step;
import io.afos.trainer.activation.LoweredActivation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The steps that the logits depend on, in order. */
final class Schedule {

    private final NetworkPlan plan;
    private final LoweredActivation activation;
    private final BitSet needed = new BitSet();
    /** Sources that other operations than layers take as they are, and so must belong to the pass. */
    private final BitSet shown = new BitSet();

    private final int[] lastUse;

    private Schedule(NetworkPlan plan, LoweredActivation activation) {
        this.plan = plan;
        this.activation = activation;
        int last = plan.steps().size() - 1;
        lastUse = new int[last + 1];
        needed.set(last);
        shown.set(last);
        for (int i = last; i >= 0; i--) {
            if (needed.get(i)) {
                need(i);
            }
        }
    }

    private void need(int number) {
        Step step = plan.steps().get(number);
        for (int position = 0; position < step.inputs().size(); position++) {
            int input = step.inputs().get(position);
            if (!needed.get(input)) {
                needed.set(input);
                lastUse[input] = number;
            }
            if (position == 0 || !(step.operation() instanceof Layer)) {
                shown.set(input);
            }
        }
    }

    static List<ScheduledStep> of(NetworkPlan plan, LoweredActivation activation, HeldArrays held) {
        var schedule = new Schedule(plan, activation);
        var steps = new ArrayList<ScheduledStep>();
        for (int i = 1; i < plan.steps().size(); i++) {
            if (schedule.needed.get(i)) {
                steps.add(schedule.step(i, held));
            }
        }
        return List.copyOf(steps);
    }

    private ScheduledStep step(int number, HeldArrays held) {
        Step step = plan.steps().get(number);
        int[] inputs = step.inputs().stream().mapToInt(Integer::intValue).toArray();
        int[] ended = step.inputs().stream()
                .distinct()
                .filter(input -> lastUse[input] == number && isOwned(input))
                .mapToInt(Integer::intValue)
                .toArray();
        return new ScheduledStep(number, function(number, step), inputs, held.of(number), isOwned(number), ended);
    }

    private boolean isOwned(int number) {
        Operation operation = plan.steps().get(number).operation();
        return !(operation instanceof Source)
                || operation instanceof Source.Constant
                || operation instanceof Source.Parameter && shown.get(number);
    }

    private StepFunction function(int number, Step step) {
        Operation operation = step.operation();
        if (operation instanceof Source source) {
            return source(source);
        }
        Extents input = plan.shape(step.inputs().get(0));
        if (operation instanceof Layer layer) {
            return LayerFunctions.of(layer, input);
        } else if (operation instanceof Pooling pooling) {
            return PoolingFunctions.of(pooling, input);
        } else if (operation instanceof Elementwise elementwise) {
            return ElementwiseFunctions.of(elementwise, activation);
        } else if (operation instanceof Arrangement arrangement) {
            return ArrangementFunctions.of(arrangement, input);
        }
        throw new IllegalArgumentException("no function for step " + number);
    }

    private static StepFunction source(Source source) {
        if (source instanceof Source.Constant constant) {
            Shape shape = Sizes.fixed(constant.shape());
            return (operands, pass) ->
                    operands[0].getShape().equals(shape) ? operands[0] : broadcast(operands[0], shape);
        }
        return (operands, pass) -> operands[0];
    }

    /** A single number as an array of any shape, which takes no memory. */
    private static NDArray broadcast(NDArray number, Shape shape) {
        try (NDArray scalar = number.reshape(new Shape())) {
            return scalar.broadcast(shape);
        }
    }
}
