package io.afos.model.onnx.lowering;

import io.afos.model.network.Extents;
import io.afos.model.network.NetworkException;
import io.afos.model.network.Operation;
import io.afos.model.network.Source;
import io.afos.model.network.Step;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.folding.Array;
import io.afos.model.onnx.folding.Batch;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Constant;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The steps of a plan so far. */
final class Steps {

    private static final int LONGEST_NAME = 200;

    private final List<Step> steps = new ArrayList<>();
    private final List<Extents> shapes = new ArrayList<>();
    private final Map<Object, Computed> sources = new HashMap<>();

    private record Role(Weight weight, Source.Initial initial) {}

    Computed image(int channels, int height, int width) {
        return add(new Source.Image(channels, height, width), "image");
    }

    /** @throws NetworkException if the operation is not defined for the inputs; the message names the node */
    Computed add(Node node, Operation operation, Computed... inputs) {
        try {
            return add(operation, node.name(), inputs);
        } catch (NetworkException e) {
            throw node.refusal(e.getMessage());
        }
    }

    private Computed add(Operation operation, String name, Computed... inputs) {
        List<Integer> numbers = Stream.of(inputs).map(Computed::step).toList();
        Extents shape = operation.shape(numbers.stream().map(shapes::get).toList());
        steps.add(new Step(operation, numbers, name.substring(0, Math.min(name.length(), LONGEST_NAME))));
        shapes.add(shape);
        return new Computed(steps.size() - 1, Batch.fromPlan(shape.sizes()));
    }

    /** The weight as a parameter; one that is used twice in the same role is one parameter. */
    Computed parameter(Node node, Weight weight, Source.Initial initial) {
        var role = new Role(weight, initial);
        Computed known = sources.get(role);
        if (known != null) {
            return known;
        }
        try {
            Computed parameter = add(
                    new Source.Parameter(new Extents(Batch.toPlan(weight.shape())), initial),
                    weight.name() + (weight.transposed() ? ".T" : ""));
            sources.put(role, parameter);
            return parameter;
        } catch (NetworkException e) {
            throw node.refusal(e.getMessage());
        }
    }

    Computed constant(Node node, Array array) {
        if (array.shape().stream().anyMatch(Batch::isMultiple) || array.dependsOnBatch()) {
            throw node.refusal("it computes with the number of images, which stays open");
        }
        double[] values = array.values();
        boolean uniform = DoubleStream.of(values).distinct().count() == 1;
        List<Float> floats = DoubleStream.of(values)
                .limit(uniform ? 1 : values.length)
                .mapToObj(value -> (float) value)
                .toList();
        Extents shape;
        try {
            shape = new Extents(array.shape());
            var constant = new Source.Constant(shape, floats);
            Computed known = sources.get(constant);
            if (known == null) {
                known = add(constant, node.name());
                sources.put(constant, known);
            }
            return known;
        } catch (NetworkException e) {
            throw node.refusal(e.getMessage());
        }
    }

    /** Any value as a step; weights begin as this says. */
    Computed computed(Node node, Value value, Source.Initial initial) {
        if (value instanceof Computed computed) {
            return computed;
        } else if (value instanceof Weight weight) {
            return parameter(node, weight, initial);
        }
        return constant(node, ((Constant) value).array());
    }

    /** The steps up to this one. */
    List<Step> upTo(Computed last) {
        return steps.subList(0, last.step() + 1);
    }
}
