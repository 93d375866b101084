package io.afos.model.onnx.folding;

import io.afos.model.network.NetworkException;
import io.afos.model.onnx.file.Attribute;
import io.afos.model.onnx.file.ElementType;
import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.file.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The examples are those of ONNX's documentation of its operators, where it has one. */
class FoldingTest {

    private static Array wholes(List<Long> shape, double... values) {
        return Array.of(Tensor.of(ElementType.INT64, shape, values));
    }

    private static Array reals(List<Long> shape, double... values) {
        return Array.of(Tensor.of(ElementType.FLOAT, shape, values));
    }

    private static Array vector(long... values) {
        return Array.wholes(LongStream.of(values).boxed().toList());
    }

    private static Array counting(long... shape) {
        int size = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
        return wholes(
                LongStream.of(shape).boxed().toList(),
                IntStream.range(0, size).asDoubleStream().toArray());
    }

    private static Array fold(String operator, Map<String, Attribute> attributes, Array... inputs) {
        List<String> names =
                IntStream.range(0, inputs.length).mapToObj(i -> "in" + i).toList();
        var node = new Node("node", operator, names, List.of("out"), attributes);
        return new Folding().outputs(node, Arrays.asList(inputs)).get(0);
    }

    private static Map<String, Attribute> axis(long axis) {
        return Map.of("axis", new Attribute.Whole(axis));
    }

    private static void assertArray(Array array, List<Long> shape, double... values) {
        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.values()).containsExactly(values);
    }

    @Test
    void slice_takes_steps_and_goes_backwards() {
        Array data = wholes(List.of(2L, 4L), 1, 2, 3, 4, 5, 6, 7, 8);

        assertArray(
                fold("Slice", Map.of(), data, vector(1, 0), vector(2, 3), vector(0, 1), vector(1, 2)),
                List.of(1L, 2L),
                5,
                7);
        assertArray(fold("Slice", Map.of(), data, vector(0, 1), vector(-1, 1000)), List.of(1L, 3L), 2, 3, 4);
        assertArray(
                fold("Slice", Map.of(), data, vector(-1), vector(Long.MIN_VALUE + 1), vector(0), vector(-1)),
                List.of(2L, 4L),
                5,
                6,
                7,
                8,
                1,
                2,
                3,
                4);
        assertArray(
                fold("Slice", Map.of(), vector(0, 1, 2, 3, 4), vector(4), vector(0), vector(0), vector(-2)),
                List.of(2L),
                4,
                2);
    }

    @Test
    void gather_and_scatter_name_elements() {
        Array data = reals(List.of(3L, 2L), 1.0, 1.2, 2.3, 3.4, 4.5, 5.7);

        assertArray(
                fold("Gather", axis(0), data, wholes(List.of(2L, 2L), 0, 1, 1, 2)),
                List.of(2L, 2L, 2L),
                1.0,
                1.2,
                2.3,
                3.4,
                2.3,
                3.4,
                4.5,
                5.7);
        assertArray(fold("Gather", axis(1), data, vector(-1)), List.of(3L, 1L), 1.2, 3.4, 5.7);
        assertArray(
                fold(
                        "ScatterND",
                        Map.of(),
                        vector(1, 2, 3, 4, 5, 6, 7, 8),
                        wholes(List.of(4L, 1L), 4, 3, 1, 7),
                        vector(9, 10, 11, 12)),
                List.of(8L),
                1,
                11,
                3,
                10,
                9,
                6,
                7,
                12);
    }

    @Test
    void shapes_change() {
        Array data = counting(2, 3);

        assertArray(fold("Transpose", Map.of(), data), List.of(3L, 2L), 0, 3, 1, 4, 2, 5);
        assertArray(fold("Reshape", Map.of(), data, vector(3, -1)), List.of(3L, 2L), 0, 1, 2, 3, 4, 5);
        assertArray(
                fold("Expand", Map.of(), wholes(List.of(2L, 1L), 7, 8), vector(2, 1, 2)),
                List.of(2L, 2L, 2L),
                7,
                7,
                8,
                8,
                7,
                7,
                8,
                8);
        assertArray(fold("Tile", Map.of(), vector(1, 2), vector(2)), List.of(4L), 1, 2, 1, 2);
        assertThat(fold("Unsqueeze", Map.of(), data, vector(0, -1)).shape()).isEqualTo(List.of(1L, 2L, 3L, 1L));
        assertThat(fold("Squeeze", Map.of(), counting(1, 3, 1), vector(0)).shape())
                .isEqualTo(List.of(3L, 1L));
        assertThat(fold("Squeeze", Map.of(), counting(1, 3, 1)).shape()).isEqualTo(List.of(3L));
        assertThat(fold("Flatten", axis(-1), counting(2, 3, 4)).shape()).isEqualTo(List.of(6L, 4L));
        assertArray(
                fold("Concat", axis(1), data, wholes(List.of(2L, 1L), 8, 9)), List.of(2L, 4L), 0, 1, 2, 8, 3, 4, 5, 9);
    }

    @Test
    void arithmetic_broadcasts_and_whole_numbers_stay_whole() {
        assertArray(
                fold("Add", Map.of(), wholes(List.of(2L, 1L), 10, 20), vector(1, 2)), List.of(2L, 2L), 11, 12, 21, 22);
        assertArray(fold("Div", Map.of(), vector(7, -7), vector(2)), List.of(2L), 3, -3);
        assertArray(fold("Div", Map.of(), reals(List.of(1L), 7), reals(List.of(1L), 2)), List.of(1L), 3.5);
        assertArray(fold("Mod", Map.of(), vector(-4, 7, 5), vector(3)), List.of(3L), 2, 1, 2);
        assertArray(
                fold(
                        "Where",
                        Map.of(),
                        fold("Equal", Map.of(), vector(1, -1), vector(-1)),
                        vector(9, 9),
                        vector(1, -1)),
                List.of(2L),
                1,
                9);
        assertArray(fold("ReduceProd", Map.of("keepdims", new Attribute.Whole(0)), vector(2, 3, 4)), List.of(), 24);
        assertArray(fold("ReduceMean", Map.of(), counting(2, 3), vector(1)), List.of(2L, 1L), 1, 4);
        assertArray(fold("Range", Map.of(), vector(10), vector(4), vector(-2)), List.of(3L), 10, 8, 6);
        assertArray(
                fold("Cast", Map.of("to", new Attribute.Whole(7)), reals(List.of(2L), 2.7, -2.7)), List.of(2L), 2, -2);
    }

    @Test
    void what_does_not_fit_is_refused_by_the_name_of_the_node() {
        assertThatThrownBy(() -> fold("Reshape", Map.of(), counting(2, 3), vector(4)))
                .isInstanceOf(NetworkException.class)
                .hasMessage("node 'node' (Reshape): a constant of 6 elements does not fit the shape [4]");
        assertThatThrownBy(() -> fold("Gather", axis(0), vector(1, 2), vector(5)))
                .hasMessageContaining("an index is outside of the 2 elements");
        assertThatThrownBy(() -> fold("ConstantOfShape", Map.of(), vector(100_000, 100_000)))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> fold("ScatterND", Map.of(), vector(1), wholes(List.of(1L, 1L), 7), vector(1)))
                .hasMessage("node 'node' (ScatterND): its constants do not fit each other");
    }
}
