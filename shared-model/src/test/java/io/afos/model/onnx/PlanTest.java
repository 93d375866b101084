package io.afos.model.onnx;

import io.afos.model.network.Arrangement;
import io.afos.model.network.Elementwise;
import io.afos.model.network.Layer;
import io.afos.model.network.NetworkPlan;
import io.afos.model.network.Operation;
import io.afos.model.network.Pooling;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanTest {

    private static <T extends Operation> Stream<T> operations(NetworkPlan plan, Class<T> type) {
        return plan.steps().stream()
                .map(step -> step.operation())
                .filter(type::isInstance)
                .map(type::cast);
    }

    @Test
    void the_last_layer_has_as_many_outputs_as_classes_and_the_first_as_many_inputs_as_channels() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        var network = file.network(file.head(file.node("Relu", List.of(file.convolution("image", 3, 4))), 4));

        assertThat(network.plan(3, 8, 8, 10).parameters()).isEqualTo(3 * 4 * 9 + 10 * 4 + 10);
        assertThat(network.plan(1, 20, 30, 7).parameters()).isEqualTo(4 * 9 + 7 * 4 + 7);
        assertThat(network.plan(1, 20, 30, 7).classes()).isEqualTo(7);
    }

    @Test
    void images_with_channels_last_are_turned() {
        var file = OnnxFile.ofImages(-1, 32, 32, 3);
        String turned = file.node("Transpose", List.of("image"), "perm", new long[] {0, 3, 1, 2});
        String weight = file.weight("w", 4, 3, 3, 3);
        String x = file.node("Conv", List.of(turned, weight), "auto_pad", "SAME_UPPER", "strides", new long[] {2, 2});
        var network = file.network(file.head(file.node("Relu", List.of(x)), 4));

        assertThat(network.describe().input()).isEqualTo(new NetworkDescription.Input(3, 32, 32, true, true));
        assertThat(operations(network.plan(1, 9, 9, 2), Layer.Convolution.class))
                .extracting(convolution -> convolution.window().padding())
                .containsExactly(List.of(1, 1, 1, 1));
        assertThat(operations(network.plan(1, 8, 8, 2), Layer.Convolution.class))
                .extracting(convolution -> convolution.window().padding())
                .containsExactly(List.of(0, 0, 1, 1));
    }

    @Test
    void a_file_for_one_image_of_one_size_leaves_both_open() {
        var file = OnnxFile.ofImages(1, 3, 32, 32);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String grouped = file.node("Reshape", List.of(x, file.wholes(1, 2, 2, 32, 32)));
        String swapped = file.node("Transpose", List.of(grouped), "perm", new long[] {0, 2, 1, 3, 4});
        String back = file.node("Reshape", List.of(swapped, file.wholes(1, 4, 32, 32)));
        String pooled = file.node(
                "AveragePool", List.of(back), "kernel_shape", new long[] {16, 16}, "strides", new long[] {16, 16});
        String row = file.node("Reshape", List.of(pooled, file.wholes(1, 16)));
        String hidden = file.node("Relu", List.of(file.node("Gemm", List.of(row, file.weight("h", 16, 6)))));
        var network = file.network(file.node("Gemm", List.of(hidden, file.weight("fc", 6, 10))));

        assertThat(network.plan(3, 32, 32, 10).parameters()).isEqualTo(108 + 16 * 6 + 60);
        assertThat(network.plan(3, 48, 48, 10).parameters()).isEqualTo(108 + 36 * 6 + 60);
    }

    @Test
    void a_pooling_over_all_of_its_input_is_global_at_other_sizes() {
        var file = OnnxFile.ofImages(1, 3, 28, 28);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String pooled = file.node("AveragePool", List.of(x), "kernel_shape", new long[] {28, 28});
        String flat = file.node("Reshape", List.of(pooled, file.wholes(1, 4)));
        var network = file.network(file.node("Gemm", List.of(flat, file.weight("fc", 4, 10))));

        assertThat(network.describe().input().anySize()).isTrue();
        assertThat(operations(network.plan(3, 40, 40, 10), Pooling.Reduce.class))
                .hasSize(1);
    }

    @Test
    void operators_mean_the_same_in_old_and_new_versions() {
        var old = OnnxFile.ofImages(-1, 3, 8, 8).opset(9);
        String x = old.node("Relu", List.of(old.convolution("image", 3, 4)));
        String slice =
                old.node("Slice", List.of(x), "axes", new long[] {1}, "starts", new long[] {0}, "ends", new long[] {2});
        String padded = old.node("Pad", List.of(slice), "pads", new long[] {0, 0, 1, 1, 0, 0, 1, 1});
        String dropped = old.node("Dropout", List.of(padded), "ratio", 0.25);
        String mean = old.node("ReduceMean", List.of(dropped), "axes", new long[] {2, 3}, "keepdims", 0L);
        NetworkPlan first = old.network(old.node("Gemm", List.of(mean, old.weight("fc", 2, 10))))
                .plan(3, 8, 8, 10);

        var modern = OnnxFile.ofImages(-1, 3, 8, 8).opset(18);
        x = modern.node("Relu", List.of(modern.convolution("image", 3, 4)));
        slice = modern.node("Slice", List.of(x, modern.wholes(0), modern.wholes(2), modern.wholes(1)));
        padded = modern.node("Pad", List.of(slice, modern.wholes(1, 1, 1, 1), "", modern.wholes(2, 3)));
        dropped = modern.node("Dropout", List.of(padded, modern.number(0.25)));
        mean = modern.node("ReduceMean", List.of(dropped, modern.wholes(-1, -2)), "keepdims", 0L);
        NetworkPlan second = modern.network(modern.node("Gemm", List.of(mean, modern.weight("fc", 2, 10))))
                .plan(3, 8, 8, 10);

        assertThat(second.steps())
                .extracting(step -> step.operation())
                .isEqualTo(first.steps().stream().map(step -> step.operation()).toList());
        assertThat(operations(first, Elementwise.Dropout.class)).containsExactly(new Elementwise.Dropout(0.25));
        assertThat(operations(first, Arrangement.Pad.class)).hasSize(1);
    }

    @Test
    void the_batch_stays_free_in_computed_shapes_and_nothing_else_may_depend_on_it() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String batch = file.node("Gather", List.of(file.node("Shape", List.of(x)), file.whole(0)), "axis", 0L);
        String windows = file.node("Mul", List.of(batch, file.whole(4)));
        String shape = file.node(
                "Concat",
                List.of(file.node("Unsqueeze", List.of(windows, file.wholes(0))), file.wholes(4, -1)),
                "axis",
                0L);
        String folded = file.node("Reshape", List.of(x, shape));
        String unfolded = file.node("Reshape", List.of(folded, file.node("Shape", List.of(x))));
        NetworkPlan plan = file.network(file.head(unfolded, 4)).plan(3, 8, 8, 10);

        assertThat(operations(plan, Arrangement.Reshape.class)
                        .map(reshape -> reshape.shape().toString()))
                .contains("(4n, 4, 16)");

        var other = OnnxFile.ofImages(-1, 3, 8, 8);
        String y = other.node("Relu", List.of(other.convolution("image", 3, 4)));
        String size = other.node("Gather", List.of(other.node("Shape", List.of(y)), other.whole(0)), "axis", 0L);
        String divided = other.node("Div", List.of(y, other.node("Cast", List.of(size), "to", 1L)));
        assertThatThrownBy(() -> other.network(other.head(divided, 4)).plan(3, 8, 8, 10))
                .hasMessageContaining("it computes with the number of images, which stays open");
    }

    @Test
    void identity_depends_on_the_graph_and_neither_on_names_nor_on_weights() {
        assertThat(named("a", 4).identity()).isEqualTo(named("b", 4).identity()).hasSize(64);
        assertThat(named("a", 4).identity()).isNotEqualTo(named("a", 5).identity());
    }

    private static OnnxNetwork named(String name, long width) {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String weight = file.weight(name, width, 3, 1, 1);
        return file.network(file.head(file.node("Relu", List.of(file.node("Conv", List.of("image", weight)))), width));
    }
}
