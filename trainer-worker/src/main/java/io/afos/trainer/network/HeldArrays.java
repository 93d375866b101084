package io.afos.trainer.network;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import io.afos.model.network.Arrangement.Gather;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer.BatchNormalization;
import io.afos.model.network.Layer.LayerNormalization;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Source;
import io.afos.model.network.Step;
import io.afos.trainer.architecture.layer.InitialWeights;
import java.util.ArrayList;
import java.util.List;

/** The arrays that steps hold from one pass to the next, as uninitialised parameters of a block. */
final class HeldArrays {

    private static final double EMBEDDING_DEVIATION = 0.02;

    private final NetworkPlan plan;
    private final InitialWeights weights;
    private final FollowedWeights followed;
    private final double gain;

    /**
     * Draws weights as the networks of the catalogue do.
     *
     * @param gain of the function under trial, for weights whose results it takes
     */
    HeldArrays(NetworkPlan plan, InitialWeights weights, double gain) {
        this.plan = plan;
        this.weights = weights;
        this.followed = FollowedWeights.of(plan);
        this.gain = gain;
    }

    /** What a step holds; its names begin with the number of the step. */
    List<Parameter> of(int number) {
        Step step = plan.steps().get(number);
        Operation operation = step.operation();
        String name = number + " " + step.name();
        if (operation instanceof Source.Parameter parameter) {
            return List.of(parameter(name, Sizes.fixed(parameter.shape()), initializer(number, parameter), true));
        } else if (operation instanceof Source.Constant constant) {
            return List.of(constant(name, constant));
        } else if (operation instanceof Gather gather) {
            long[] indices =
                    gather.indices().stream().mapToLong(Integer::longValue).toArray();
            Shape shape = Sizes.fixed(gather.shape());
            return List.of(parameter(
                    name, shape, (manager, s, type) -> manager.create(indices).reshape(shape), false));
        } else if (operation instanceof BatchNormalization) {
            Shape channels = new Shape(plan.shape(step.inputs().get(0)).size(1));
            return List.of(
                    parameter(name + " mean", channels, Initializer.ZEROS, false),
                    parameter(name + " variance", channels, Initializer.ONES, false));
        } else if (operation instanceof LayerNormalization norm) {
            return missing(name, step, norm);
        }
        return List.of();
    }

    private Initializer initializer(int number, Source.Parameter parameter) {
        return switch (parameter.initial()) {
            case WEIGHT ->
                followed.contains(number)
                        ? weights.heNormalFanIn(gain)
                        : weights.reciprocal().weight();
            case ZERO -> Initializer.ZEROS;
            case ONE -> Initializer.ONES;
            case EMBEDDING -> weights.normal(EMBEDDING_DEVIATION);
        };
    }

    /** One value for all elements takes no more memory than one. */
    private static Parameter constant(String name, Source.Constant constant) {
        List<Float> values = constant.values();
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        Shape shape = numbers.length == 1 ? new Shape(1) : Sizes.fixed(constant.shape());
        return parameter(name, shape, (manager, s, type) -> manager.create(numbers, shape), false);
    }

    /** A scale of 1 and a shift of 0, where the plan has none. */
    private List<Parameter> missing(String name, Step step, LayerNormalization norm) {
        Extents input = plan.shape(step.inputs().get(0));
        Shape axes = Sizes.fixed(input).slice(input.rank() - norm.axes());
        var missing = new ArrayList<Parameter>();
        if (step.inputs().size() < 2) {
            missing.add(parameter(name + " scale", axes, Initializer.ONES, false));
        }
        if (step.inputs().size() < 3) {
            missing.add(parameter(name + " shift", axes, Initializer.ZEROS, false));
        }
        return missing;
    }

    private static Parameter parameter(String name, Shape shape, Initializer initializer, boolean trained) {
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(shape)
                .optInitializer(initializer)
                .optRequiresGrad(trained)
                .build();
    }
}
