package io.afos.model.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A network for images of one size, step by step, each with one result. Steps use only earlier ones; the last gives the logits. */
public final class NetworkPlan {

    public static final int MAX_STEPS = 10_000;

    /** For an image; that of the largest published networks is a fiftieth. */
    private static final long MAX_MULTIPLY_ADDS = 1L << 40;

    private static final int MAX_CONSTANTS = 4 * Source.Constant.MAX_VALUES;

    private final List<Step> steps;
    private final List<Extents> shapes;
    private final long multiplyAdds;

    /**
     * A plan in which everything fits.
     *
     * @throws NetworkException if it does not; the message names the step
     */
    @JsonCreator
    public NetworkPlan(@JsonProperty("steps") List<Step> steps) {
        Operation.require(
                !steps.isEmpty() && steps.size() <= MAX_STEPS,
                "a network of " + steps.size() + " steps cannot be trained, 1 to " + MAX_STEPS + " are allowed");
        this.steps = List.copyOf(steps);
        this.shapes = shapes(this.steps);
        Operation.require(
                steps.get(0).operation() instanceof Source.Image
                        && steps.stream()
                                        .filter(step -> step.operation() instanceof Source.Image)
                                        .count()
                                == 1,
                "a network has to begin with its images");
        Extents logits = shapes.get(shapes.size() - 1);
        Operation.require(
                logits.rank() == 2 && logits.size(0) == -1 && logits.size(1) > 0,
                "a network has to end with a number for each image and class, not with " + logits);
        Operation.require(constants() <= MAX_CONSTANTS, "a network has more than " + MAX_CONSTANTS + " constants");
        multiplyAdds = countMultiplyAdds();
        Operation.require(
                multiplyAdds <= MAX_MULTIPLY_ADDS
                        && shapes.stream().mapToLong(Extents::elements).sum() <= Extents.MAX_ELEMENTS,
                "a network takes more than " + MAX_MULTIPLY_ADDS + " multiplications or more than "
                        + Extents.MAX_ELEMENTS + " numbers for an image: choose smaller images");
    }

    private static List<Extents> shapes(List<Step> steps) {
        var shapes = new ArrayList<Extents>();
        for (Step step : steps) {
            try {
                List<Extents> inputs = new ArrayList<>();
                for (int input : step.inputs()) {
                    Operation.require(input >= 0 && input < shapes.size(), "uses a step that is not before it");
                    inputs.add(shapes.get(input));
                }
                Extents result = step.operation().shape(inputs);
                Operation.require(result.batchAxes() <= 1, "combines images with each other: " + result);
                Operation.require(
                        step.operation().multiplyAdds(inputs) <= MAX_MULTIPLY_ADDS, "is too large: " + result);
                shapes.add(result);
            } catch (NetworkException e) {
                throw new NetworkException("node " + step.name() + ": " + e.getMessage());
            }
        }
        return List.copyOf(shapes);
    }

    private long constants() {
        return steps.stream()
                .mapToLong(step -> step.operation() instanceof Source.Constant constant
                        ? constant.values().size()
                        : step.operation() instanceof Arrangement.Gather gather
                                ? gather.indices().size()
                                : 0)
                .sum();
    }

    @JsonProperty
    public List<Step> steps() {
        return steps;
    }

    /** The shape of the result of a step. */
    public Extents shape(int step) {
        return shapes.get(step);
    }

    @JsonIgnore
    public Source.Image image() {
        return (Source.Image) steps.get(0).operation();
    }

    /** The number of logits. */
    @JsonIgnore
    public int classes() {
        return shapes.get(shapes.size() - 1).fixed(1);
    }

    /** The number of trained numbers. */
    @JsonIgnore
    public long parameters() {
        return steps.stream()
                .mapToLong(step -> step.operation() instanceof Source.Parameter parameter
                        ? parameter.shape().elements()
                        : 0)
                .sum();
    }

    /** Multiplications with an addition that the logits of an image take. */
    @JsonIgnore
    public long multiplyAdds() {
        return multiplyAdds;
    }

    private long countMultiplyAdds() {
        return LongStream.range(0, steps.size())
                .map(i -> {
                    Step step = steps.get((int) i);
                    return step.operation()
                            .multiplyAdds(
                                    step.inputs().stream().map(shapes::get).toList());
                })
                .sum();
    }
}
