package io.afos.model.onnx;

import io.afos.model.network.Arrangement;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Pooling;
import io.afos.model.network.Source;
import io.afos.model.network.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What leads to a place of the function under trial, in words. */
final class Chain {

    private static final int LONGEST = 6;

    private final NetworkPlan plan;

    Chain(NetworkPlan plan) {
        this.plan = plan;
    }

    /** The steps from the activation before, the image or a meeting of branches up to this step, such as {@code Conv 3x3, 64}. */
    List<String> to(int step) {
        List<String> chain = new ArrayList<>();
        int next = step;
        while (chain.size() < LONGEST) {
            Step current = plan.steps().get(next);
            chain.add(label(current, plan.shape(next)));
            boolean isStart = current.inputs().isEmpty()
                    || next != step && current.operation() instanceof Elementwise.Activation
                    || current.operation() instanceof Elementwise.Binary
                    || current.operation() instanceof Arrangement.Concat;
            if (isStart) {
                break;
            }
            next = current.inputs().get(0);
        }
        Collections.reverse(chain);
        return chain;
    }

    private String label(Step step, Extents shape) {
        Operation operation = step.operation();
        if (operation instanceof Elementwise.Activation activation) {
            return activation.original();
        } else if (operation instanceof Elementwise.Binary binary) {
            return binary.kind().name().toLowerCase(Locale.ROOT);
        } else if (operation instanceof Layer.Convolution convolution) {
            List<Integer> kernel = convolution.window().kernel();
            return "Conv " + kernel.get(0) + "x" + kernel.get(1) + ", " + shape.size(1);
        } else if (operation instanceof Layer.Dense) {
            return "Linear, " + shape.size(-1);
        } else if (operation instanceof Source.Image) {
            return "image " + shape;
        } else if (operation instanceof Pooling.Max) {
            return "MaxPool";
        } else if (operation instanceof Pooling.Average) {
            return "AveragePool";
        }
        return operation.getClass().getSimpleName();
    }
}
