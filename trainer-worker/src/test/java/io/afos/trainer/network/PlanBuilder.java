package io.afos.trainer.network;

import io.afos.model.network.Arrangement;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Elementwise.Binary;
import io.afos.model.network.Extents;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Pooling;
import io.afos.model.network.Source;
import io.afos.model.network.Source.Initial;
import io.afos.model.network.Step;
import io.afos.model.network.Window;
import java.util.ArrayList;
import java.util.List;

/** Plans written by hand; methods return the numbers of steps. */
public final class PlanBuilder {

    private final List<Step> steps = new ArrayList<>();

    public PlanBuilder(int channels, int height, int width) {
        add(new Source.Image(channels, height, width));
    }

    public int add(Operation operation, Integer... inputs) {
        steps.add(new Step(operation, List.of(inputs), "node" + steps.size()));
        return steps.size() - 1;
    }

    public int parameter(Initial initial, long... shape) {
        return add(new Source.Parameter(Extents.of(shape), initial));
    }

    /** A square convolution without a bias. */
    public int convolution(int x, int channels, int filters, int kernel, int stride) {
        int weight = parameter(Initial.WEIGHT, filters, channels, kernel, kernel);
        return add(new Layer.Convolution(square(kernel, stride, kernel / 2), 1), x, weight);
    }

    public int batchNormalization(int x, int channels) {
        int scale = parameter(Initial.ONE, channels);
        int shift = parameter(Initial.ZERO, channels);
        return add(new Layer.BatchNormalization(1e-5, 0.9), x, scale, shift);
    }

    public int activation(int x) {
        return add(new Elementwise.Activation("Relu"), x);
    }

    public int sum(int a, int b) {
        return add(new Binary(Binary.Kind.ADD), a, b);
    }

    public int maxPool(int x, int kernel, int stride) {
        return add(new Pooling.Max(square(kernel, stride, kernel / 2)), x);
    }

    /** The means of the channels by a dense layer. */
    public int classifier(int x, int channels, int classes) {
        int means = add(new Pooling.Reduce(Pooling.Reduce.Kind.MEAN, List.of(2, 3), false), x);
        int weight = parameter(Initial.WEIGHT, classes, channels);
        int bias = parameter(Initial.ZERO, classes);
        return add(new Layer.Dense(), means, weight, bias);
    }

    /** All numbers of an image in one row. */
    public int flattened(int x, long numbers) {
        return add(new Arrangement.Reshape(Extents.of(-1, numbers)), x);
    }

    public NetworkPlan plan() {
        return new NetworkPlan(steps);
    }

    static Window square(int kernel, int stride, int padding) {
        return window(
                List.of(kernel, kernel),
                List.of(stride, stride),
                List.of(1, 1),
                false,
                padding,
                padding,
                padding,
                padding);
    }

    static Window window(
            List<Integer> kernel, List<Integer> strides, List<Integer> dilations, boolean ceil, Integer... padding) {
        return new Window(kernel, strides, dilations, List.of(padding), ceil);
    }
}
