package io.afos.trainer.network;

import io.afos.model.network.Arrangement.Concat;
import io.afos.model.network.Arrangement.Expand;
import io.afos.model.network.Arrangement.Gather;
import io.afos.model.network.Arrangement.Pad;
import io.afos.model.network.Arrangement.Reshape;
import io.afos.model.network.Arrangement.Slice;
import io.afos.model.network.Arrangement.Transpose;
import io.afos.model.network.Elementwise.Activation;
import io.afos.model.network.Elementwise.Binary;
import io.afos.model.network.Elementwise.Pointwise;
import io.afos.model.network.Elementwise.Softmax;
import io.afos.model.network.Elementwise.Where;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer.BatchNormalization;
import io.afos.model.network.Layer.Convolution;
import io.afos.model.network.Layer.Dense;
import io.afos.model.network.Layer.LayerNormalization;
import io.afos.model.network.Layer.LocalResponseNormalization;
import io.afos.model.network.Layer.MatMul;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Pooling.Average;
import io.afos.model.network.Pooling.Max;
import io.afos.model.network.Pooling.Reduce;
import io.afos.model.network.Source.Constant;
import io.afos.model.network.Source.Initial;
import io.afos.model.network.Window;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static io.afos.trainer.network.PlanBuilder.square;
import static io.afos.trainer.network.PlanBuilder.window;

/** Small networks of a few operations each; what they give is in {@code reference-operations.csv}. */
final class OperationCases {

    private static final List<Integer> ONE = List.of(1, 1);
    private static final List<Integer> INDICES = List.of(3, 0, 3, 5, 1, 1);

    private final Map<String, NetworkPlan> plans = new TreeMap<>();

    private OperationCases() {
        layers();
        pooling();
        elementwise();
        arrangement();
    }

    static Map<String, NetworkPlan> all() {
        return Collections.unmodifiableMap(new OperationCases().plans);
    }

    /** A network whose images have a parameter added to them. */
    private final class Case {
        private final String name;
        private final PlanBuilder builder;
        private final int x;

        Case(String name, int channels, int height, int width) {
            this.name = name;
            builder = new PlanBuilder(channels, height, width);
            x = builder.sum(0, builder.parameter(Initial.ONE, channels, height, width));
        }

        int parameter(long... shape) {
            return builder.parameter(Initial.ONE, shape);
        }

        /** Applies the operation to the images and further steps. */
        Case then(Operation operation, Integer... inputs) {
            builder.add(operation, inputs);
            return this;
        }

        void gives(int last, long numbers) {
            builder.flattened(last, numbers);
            plans.put(name, builder.plan());
        }
    }

    /** An operation of the images and parameters. */
    private void put(String name, long numbers, Operation operation, int[] image, long[]... parameters) {
        var network = new Case(name, image[0], image[1], image[2]);
        Integer[] inputs = new Integer[1 + parameters.length];
        inputs[0] = network.x;
        for (int i = 0; i < parameters.length; i++) {
            inputs[1 + i] = network.parameter(parameters[i]);
        }
        network.gives(network.builder.add(operation, inputs), numbers);
    }

    private static int[] image(int channels, int height, int width) {
        return new int[] {channels, height, width};
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    private void layers() {
        Window moved = window(List.of(3, 2), List.of(1, 2), List.of(2, 1), false, 1, 0, 2, 1);
        put("convolution", 6 * 6 * 3, new Convolution(moved, 2), image(4, 7, 6), shape(6, 2, 3, 2), shape(6));
        put("convolution-wide", 24 * 9, new Convolution(square(3, 2, 1), 1), image(20, 6, 6), shape(24, 20, 3, 3));
        put(
                "convolution-grouped",
                40 * 25,
                new Convolution(square(3, 1, 1), 4),
                image(48, 5, 5),
                shape(40, 12, 3, 3),
                shape(40));
        put("convolution-depthwise", 20 * 9, new Convolution(square(3, 2, 1), 20), image(20, 5, 5), shape(20, 1, 3, 3));
        Window dilated = window(List.of(3, 3), ONE, List.of(2, 2), false, 2, 2, 2, 2);
        put("convolution-dilated", 24 * 49, new Convolution(dilated, 1), image(20, 7, 7), shape(24, 20, 3, 3));
        Window flat = window(List.of(1, 7), ONE, ONE, false, 0, 3, 0, 3);
        put("convolution-flat", 20 * 54, new Convolution(flat, 1), image(20, 6, 9), shape(20, 20, 1, 7));
        put("dense", 3 * 4 * 7, new Dense(), image(3, 4, 5), shape(7, 5), shape(7));
        put("dense-unbiased", 3 * 4 * 7, new Dense(), image(3, 4, 5), shape(7, 5));
        var square = new Case("matmul", 3, 4, 5);
        int turned = square.builder.add(new Transpose(List.of(0, 1, 3, 2)), square.x);
        square.gives(square.builder.add(new MatMul(), square.x, turned), 48);
        var left = new Case("matmul-left", 3, 4, 5);
        left.gives(left.builder.add(new MatMul(), left.parameter(3, 2, 4), left.x), 30);
        put("batchnorm", 60, new BatchNormalization(1e-3, 0.8), image(3, 4, 5), shape(3), shape(3));
        var flattened = new Case("batchnorm-flat", 3, 1, 1);
        int row = flattened.builder.flattened(flattened.x, 3);
        flattened.gives(
                flattened.builder.add(
                        new BatchNormalization(1e-3, 0.8), row, flattened.parameter(3), flattened.parameter(3)),
                3);
        put("layernorm", 60, new LayerNormalization(2, 1e-3), image(3, 4, 5), shape(4, 5), shape(4, 5));
        put("layernorm-scale", 60, new LayerNormalization(1, 1e-3), image(3, 4, 5), shape(5));
        put("layernorm-plain", 60, new LayerNormalization(1, 1e-3), image(3, 4, 5));
        put("lrn", 42, new LocalResponseNormalization(5, 0.5, 0.75, 2), image(7, 3, 2));
        put("lrn-even", 42, new LocalResponseNormalization(4, 0.5, 0.75, 2), image(7, 3, 2));
    }

    private void pooling() {
        Window ceil = window(List.of(3, 3), List.of(2, 2), ONE, true, 0, 0, 0, 0);
        Window uneven = window(List.of(3, 2), List.of(2, 3), ONE, true, 0, 1, 2, 0);
        Window dilated = window(List.of(3, 2), List.of(2, 1), List.of(2, 3), false, 1, 1, 1, 1);
        put("maxpool", 2 * 4 * 3, new Max(square(3, 2, 1)), image(2, 7, 6));
        put("maxpool-ceil", 2 * 3 * 3, new Max(ceil), image(2, 7, 6));
        put("maxpool-uneven", 2 * 4 * 3, new Max(uneven), image(2, 7, 6));
        put("maxpool-dilated", 2 * 4 * 7, new Max(dilated), image(2, 9, 8));
        put("maxpool-padded", 2 * 4 * 3, new Max(square(3, 2, 2)), image(2, 5, 4));
        put("averagepool", 2 * 4 * 3, new Average(square(3, 2, 1), true), image(2, 7, 6));
        put("averagepool-inside", 2 * 4 * 3, new Average(square(3, 2, 1), false), image(2, 7, 6));
        Window edge = window(List.of(3, 3), List.of(2, 2), ONE, true, 1, 1, 1, 1);
        put("averagepool-ceil", 2 * 5 * 4, new Average(edge, true), image(2, 8, 6));
        put("averagepool-uneven", 2 * 4 * 3, new Average(uneven, true), image(2, 7, 6));
        put("averagepool-uneven-inside", 2 * 4 * 3, new Average(uneven, false), image(2, 7, 6));
        put("averagepool-dilated", 2 * 4 * 7, new Average(dilated, false), image(2, 9, 8));
        put("mean", 3, new Reduce(Reduce.Kind.MEAN, List.of(2, 3), true), image(3, 4, 5));
        put("mean-dropped", 4, new Reduce(Reduce.Kind.MEAN, List.of(1, -1), false), image(3, 4, 5));
        put("sum", 5, new Reduce(Reduce.Kind.SUM, List.of(1, 2), false), image(3, 4, 5));
        put("largest", 4, new Reduce(Reduce.Kind.MAX, List.of(1, 3), false), image(3, 4, 5));
        put("smallest", 15, new Reduce(Reduce.Kind.MIN, List.of(2), true), image(3, 4, 5));
    }

    private void elementwise() {
        put("activation", 60, new Activation("Relu"), image(3, 4, 5));
        put("pointwise", 60, new Pointwise("max(0,min(1,(4*x+3)/6))"), image(3, 4, 5));
        put("sigmoid", 60, new Pointwise("sigmoid(x)"), image(3, 4, 5));
        var added = new Case("add", 3, 4, 5);
        added.gives(added.builder.add(new Binary(Binary.Kind.ADD), added.parameter(4, 1), added.x), 60);
        put("subtract", 60, new Binary(Binary.Kind.SUBTRACT), image(3, 4, 5), shape(3, 4, 5));
        var multiplied = new Case("multiply", 3, 4, 5);
        multiplied.gives(
                multiplied.builder.add(new Binary(Binary.Kind.MULTIPLY), multiplied.parameter(3, 1, 1), multiplied.x),
                60);
        var divided = new Case("divide", 3, 4, 5);
        int divisor = shifted(divided);
        divided.gives(divided.builder.add(new Binary(Binary.Kind.DIVIDE), divided.parameter(5), divisor), 60);
        put("max", 60, new Binary(Binary.Kind.MAX), image(3, 4, 5), shape(5));
        put("min", 60, new Binary(Binary.Kind.MIN), image(3, 4, 5), shape(5));
        var raised = new Case("power", 3, 4, 5);
        int base = shifted(raised);
        raised.gives(raised.builder.add(new Binary(Binary.Kind.POWER), base, raised.parameter(5)), 60);
        var chosen = new Case("where", 3, 4, 5);
        int condition = chosen.builder.add(new Constant(Extents.of(5), List.of(1f, 0f, -2f, 0f, 3f)));
        chosen.gives(chosen.builder.add(new Where(), condition, chosen.x, chosen.parameter(4, 1)), 60);
        put("softmax", 60, new Softmax(1), image(3, 4, 5));
    }

    private static int shifted(Case network) {
        int three = network.builder.add(new Constant(Extents.of(1, 3, 1, 5), List.of(3f)));
        return network.builder.sum(network.x, three);
    }

    private void arrangement() {
        var joined = new Case("concat", 3, 4, 5);
        int more = joined.parameter(2, 3, 1, 5);
        int none = joined.builder.add(new Reduce(Reduce.Kind.SUM, List.of(2), true), joined.x);
        int zero = joined.builder.add(new Binary(Binary.Kind.SUBTRACT), none, none);
        int batched = joined.builder.sum(zero, joined.builder.add(new Slice(0, 0, 1, 1), more));
        joined.gives(joined.builder.add(new Concat(2), joined.x, batched, joined.x), 135);
        put("slice", 24, new Slice(-1, 1, 5, 2), image(3, 4, 5));
        put("transpose", 60, new Transpose(List.of(0, 3, 1, 2)), image(3, 4, 5));
        var windows = new Case("windows", 3, 4, 6);
        int split = windows.builder.add(new Reshape(Extents.of(-1, 3, 2, 2, 2, 3)), windows.x);
        int sorted = windows.builder.add(new Transpose(List.of(0, 2, 4, 1, 3, 5)), split);
        int folded = windows.builder.add(new Reshape(Extents.of(-4, 18)), sorted);
        int shares = windows.builder.add(new Softmax(1), folded);
        windows.gives(windows.builder.add(new Reshape(Extents.of(-1, 4, 18)), shares), 72);
        put("pad", 108, new Pad(List.of(0, 0, 0, 1), List.of(0, 0, 2, 0), 0.5f), image(3, 4, 5));
        var expanded = new Case("expand", 1, 1, 4);
        int wide = expanded.builder.add(new Expand(Extents.of(-1, 2, 3, 4)), expanded.x);
        int factor = expanded.builder.add(new Expand(Extents.of(2, 3, 4)), expanded.parameter(1, 3, 1));
        expanded.gives(expanded.builder.add(new Binary(Binary.Kind.MULTIPLY), wide, factor), 24);
        put("gather", 72, new Gather(3, Extents.of(2, 3), INDICES), image(3, 4, 6));
        put("gather-one", 18, new Gather(2, Extents.of(), List.of(2)), image(3, 4, 6));
        var looked = new Case("gather-parameter", 3, 2, 3);
        int rows = looked.builder.add(new Gather(0, Extents.of(2, 3), INDICES), looked.parameter(6, 3));
        int planes = looked.builder.add(new Transpose(List.of(2, 0, 1)), rows);
        looked.gives(looked.builder.sum(looked.x, planes), 18);
    }
}
