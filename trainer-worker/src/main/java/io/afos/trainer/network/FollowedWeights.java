package io.afos.trainer.network;

import io.afos.model.network.Elementwise;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Step;
import java.util.BitSet;

/** The steps that are weights of layers whose result the function under trial takes before any other layer or function. */
final class FollowedWeights {

    private final BitSet weights;

    private FollowedWeights(BitSet weights) {
        this.weights = weights;
    }

    static FollowedWeights of(NetworkPlan plan) {
        var activated = new BitSet();
        var weights = new BitSet();
        for (int i = plan.steps().size() - 1; i >= 0; i--) {
            Step step = plan.steps().get(i);
            Operation operation = step.operation();
            boolean product = isProduct(operation);
            boolean reaches = operation instanceof Elementwise.Activation
                    || activated.get(i) && !product && !isFunction(operation);
            boolean weighs = product ? activated.get(i) : weights.get(i);
            for (int input : step.inputs()) {
                activated.set(input, activated.get(input) || reaches);
                weights.set(input, weights.get(input) || weighs);
            }
        }
        return new FollowedWeights(weights);
    }

    private static boolean isProduct(Operation operation) {
        return operation instanceof Layer.Convolution
                || operation instanceof Layer.Dense
                || operation instanceof Layer.MatMul;
    }

    private static boolean isFunction(Operation operation) {
        return operation instanceof Elementwise.Pointwise || operation instanceof Elementwise.Softmax;
    }

    boolean contains(int step) {
        return weights.get(step);
    }
}
