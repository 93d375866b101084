package io.afos.model.onnx.lowering;

import io.afos.model.network.Elementwise;
import io.afos.model.network.Source.Initial;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.lowering.Value.Computed;
import io.afos.model.onnx.lowering.Value.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lowers what has a result for each element. */
final class Arithmetic {

    private final Steps steps;

    Arithmetic(Steps steps) {
        this.steps = steps;
    }

    Computed activation(Inputs in) {
        String kind = in.node().text("kind", "");
        return steps.add(
                in.node(), new Elementwise.Activation(kind.substring(0, Math.min(kind.length(), 64))), in.computed(0));
    }

    /** A sum, of which one operand may be a weight for each position of the other. */
    Computed sum(Inputs in, FixedSize size) {
        List<@Nullable Value> values = new ArrayList<>(in.values());
        for (int i = 0; i < values.size() && values.size() == 2; i++) {
            if (values.get(i) instanceof Weight weight && isPosition(weight)) {
                values.set(i, size.fitted(weight, in.get(1 - i).shape()));
            }
        }
        return binary(new Inputs(in.node(), values, in.opset(), in.batch()), Elementwise.Binary.Kind.ADD);
    }

    /** Operands may be weights: what is added begins as 0, factors as 1, and positions as small numbers. */
    Computed binary(Inputs in, Elementwise.Binary.Kind kind) {
        Node node = in.node();
        if (in.values().isEmpty()) {
            throw node.refusal("it has no inputs");
        }
        Computed result = operand(in, 0, kind);
        for (int i = 1; i < in.values().size(); i++) {
            result = steps.add(node, new Elementwise.Binary(kind), result, operand(in, i, kind));
        }
        return result;
    }

    private Computed operand(Inputs in, int index, Elementwise.Binary.Kind kind) {
        Value value = in.get(index);
        Initial initial = switch (kind) {
            case MULTIPLY, DIVIDE, POWER -> Initial.ONE;
            default -> value instanceof Weight weight && isPosition(weight) ? Initial.EMBEDDING : Initial.ZERO;
        };
        return steps.computed(in.node(), value, initial);
    }

    /** A weight that differs along two axes is no bias. */
    private static boolean isPosition(Weight weight) {
        return weight.shape().stream().filter(extent -> extent > 1).count() > 1;
    }

    /**
     * A product.
     *
     * @param scalesLayer whether the result is added to what goes around a layer, so that a weight is the scale of that layer
     */
    Computed product(Inputs in, boolean scalesLayer) {
        List<@Nullable Value> values = new ArrayList<>(in.values());
        for (int i = 0; i < values.size() && scalesLayer; i++) {
            if (values.get(i) instanceof Weight weight) {
                values.set(i, steps.parameter(in.node(), weight, Initial.EMBEDDING));
            }
        }
        return binary(new Inputs(in.node(), values, in.opset(), in.batch()), Elementwise.Binary.Kind.MULTIPLY);
    }

    Computed scaled(Node node, Computed value, Weight scale) {
        return steps.add(
                node,
                new Elementwise.Binary(Elementwise.Binary.Kind.MULTIPLY),
                value,
                steps.parameter(node, scale, Initial.ONE));
    }

    Computed shifted(Node node, Computed value, Weight shift) {
        return steps.add(
                node,
                new Elementwise.Binary(Elementwise.Binary.Kind.ADD),
                value,
                steps.parameter(node, shift, Initial.ZERO));
    }

    /** A function that stays. */
    Computed pointwise(Inputs in) {
        Node node = in.node();
        String formula = node.is(Places.STAYS)
                ? node.text("formula", "x")
                : Formulas.of(node, bound(in, "min", 1), bound(in, "max", 2));
        if (formula == null) {
            throw node.refusal("this operator is not supported with values that depend on the image");
        }
        return steps.add(node, new Elementwise.Pointwise(formula), in.computed(0));
    }

    private static OptionalDouble bound(Inputs in, String attribute, int index) {
        if (!in.node().is("Clip")) {
            return OptionalDouble.empty();
        }
        if (in.has(index)) {
            double[] values = in.constant(index).values();
            return values.length == 1 && Double.isFinite(values[0])
                    ? OptionalDouble.of(values[0])
                    : OptionalDouble.empty();
        }
        double bound = in.node().real(attribute, Double.NaN);
        return Double.isFinite(bound) && Math.abs(bound) < 1e30 ? OptionalDouble.of(bound) : OptionalDouble.empty();
    }

    Value dropout(Inputs in) {
        double rate = in.has(1) ? in.constant(1).values()[0] : in.node().real("ratio", 0.5);
        return rate == 0 ? in.get(0) : steps.add(in.node(), new Elementwise.Dropout(rate), in.computed(0));
    }

    Computed softmax(Inputs in) {
        Computed x = in.computed(0);
        int rank = x.shape().size();
        boolean flattens = in.opset() < 13;
        int axis = in.axis(in.node().whole("axis", flattens ? 1 : -1), rank);
        if (flattens && IntStream.range(axis + 1, rank).anyMatch(i -> x.shape().get(i) != 1)) {
            throw in.node().refusal("it is over several axes; export the model with opset_version 13 or later");
        }
        return steps.add(in.node(), new Elementwise.Softmax(axis), x);
    }

    Computed where(Inputs in) {
        Node node = in.node();
        return steps.add(
                node,
                new Elementwise.Where(),
                steps.constant(node, in.constant(0)),
                steps.computed(node, in.get(1), Initial.ZERO),
                steps.computed(node, in.get(2), Initial.ZERO));
    }
}
