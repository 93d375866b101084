package io.afos.trainer.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.afos.model.network.NetworkPlan;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.InitialWeights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network as its plan says, in float32. Steps on which the logits do not depend are left out. What a step gives is released once
 * no later step needs it.
 */
public final class PlannedNetwork extends AbstractBlock {

    private final int steps;
    private final int classes;
    private final List<ScheduledStep> schedule;

    /**
     * Uninitialised.
     *
     * @param activation the function under trial, where the plan says so
     * @param gain of this function
     * @param weights draws the initial weights, in the order of the steps
     * @throws io.afos.model.expression.ExpressionSyntaxException if a formula of the plan cannot be read
     */
    public PlannedNetwork(NetworkPlan plan, LoweredActivation activation, double gain, InitialWeights weights) {
        steps = plan.steps().size();
        classes = plan.classes();
        schedule = Schedule.of(plan, activation, new HeldArrays(plan, weights, gain));
        schedule.forEach(step -> step.held().forEach(this::addParameter));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray images = inputs.singletonOrThrow();
        NDManager manager = images.getManager();
        var pass = new StepFunction.Pass(images.getShape().get(0), training);
        NDArray[] results = new NDArray[steps];
        results[0] = images;
        for (ScheduledStep step : schedule) {
            NDArray[] operands = operands(step, results, parameters, images, training);
            NDArray result = step.function().apply(operands, pass);
            results[step.number()] = step.owned() ? owned(result, operands, manager) : result;
            for (int ended : step.ended()) {
                results[ended].close();
            }
        }
        return new NDList(results[steps - 1]);
    }

    private static NDArray[] operands(
            ScheduledStep step, NDArray[] results, ParameterStore parameters, NDArray images, boolean training) {
        int[] inputs = step.inputs();
        NDArray[] operands = new NDArray[inputs.length + step.held().size()];
        int position = 0;
        for (int input : inputs) {
            operands[position++] = results[input];
        }
        for (Parameter parameter : step.held()) {
            operands[position++] = parameters.getValue(parameter, images.getDevice(), training);
        }
        return operands;
    }

    /** The result as an array of its own, which ends with the pass at the latest. */
    private static NDArray owned(NDArray result, NDArray[] operands, NDManager manager) {
        NDArray own = result;
        for (NDArray operand : operands) {
            if (operand == result) {
                own = result.reshape(result.getShape());
                break;
            }
        }
        if (own.getManager() != manager) {
            own.attach(manager);
        }
        return own;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes)};
    }
}
