package io.afos.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.afos.model.network.NetworkException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileFilesTest {

    /** A small network with one more thing in it. */
    private static OnnxNetwork networkWith(Consumer<OnnxFile> more, UnaryOperator<String> between) {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        more.accept(file);
        return file.network(file.head(between.apply(x), 4));
    }

    private static void assertRefused(UnaryOperator<OnnxFile> more, String message) {
        assertRefused(file -> more.apply(file), x -> x, message);
    }

    private static void assertRefused(Consumer<OnnxFile> more, UnaryOperator<String> between, String message) {
        assertThatThrownBy(() -> networkWith(more, between).describe())
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining(message);
    }

    @Test
    void what_is_no_model_is_refused() {
        for (byte[] file : List.of(
                new byte[0],
                "PK\3\4 not a model".getBytes(StandardCharsets.UTF_8),
                new byte[] {58, 127, 10},
                new byte[100])) {
            assertThatThrownBy(() -> OnnxFile.read(file))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageStartingWith("the file is not a readable ONNX model");
        }
    }

    @Test
    void a_cycle_is_refused_by_the_name_of_a_node() {
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                                .setName("one")
                                .setOpType("Relu")
                                .addInput("b")
                                .addOutput("a"))
                        .add(NodeProto.newBuilder()
                                .setName("two")
                                .setOpType("Relu")
                                .addInput("a")
                                .addOutput("b")),
                "node 'one' (Relu): its input 'b' comes from a node behind it; the graph has a cycle");
    }

    @Test
    void a_dangling_name_is_refused() {
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                        .setName("one")
                        .setOpType("Relu")
                        .addInput("?")
                        .addOutput("a")),
                "node 'one' (Relu): its input '?' comes from nowhere");
    }

    @Test
    void two_values_of_one_name_are_refused() {
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                        .setOpType("Relu")
                        .addInput("image")
                        .addOutput("image")),
                "its output 'image' has the name of another value");
    }

    @Test
    void loops_branches_and_functions_are_refused() {
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                        .setName("loop")
                        .setOpType("Loop")
                        .addInput("image")
                        .addOutput("looped")
                        .addAttribute(OnnxFile.attribute("body", GraphProto.getDefaultInstance()))),
                "node 'loop' (Loop): it has a graph of its own inside");
    }

    @Test
    void an_operator_of_another_domain_is_refused() {
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                        .setName("fused")
                        .setDomain("com.microsoft")
                        .setOpType("FusedConv")
                        .addInput("image")
                        .addOutput("fused")),
                "node 'fused' (FusedConv): its operator is of the domain 'com.microsoft'");
    }

    @Test
    void an_unknown_operator_is_named() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String strange = file.node("GridSample", List.of(x, x));

        assertThatThrownBy(() -> file.network(file.head(strange, 4)).describe())
                .hasMessage("node '" + strange
                        + "' (GridSample): this operator is not supported with values that depend on the image");
    }

    @Test
    void huge_shapes_are_refused() {
        assertRefused(
                file -> file.initializer(TensorProto.newBuilder()
                        .setName("huge")
                        .setDataType(1)
                        .addAllDims(List.of(1L << 30, 1L << 30, 1L << 30))),
                "tensor 'huge' has the shape [1073741824, 1073741824, 1073741824], which is too large");
        assertRefused(
                file -> file.initializer(
                        TensorProto.newBuilder().setName("w").setDataType(1).addDims(-5)),
                "tensor 'w' has the shape [-5]");
        assertRefused(
                file -> file.initializer(TensorProto.newBuilder()
                        .setName("deep")
                        .setDataType(1)
                        .addAllDims(Collections.nCopies(1000, 1L))),
                "more than 8 dimensions");
    }

    @Test
    void huge_names_are_refused_and_strange_ones_are_shown_harmless() {
        assertRefused(
                file -> file.add(
                        NodeProto.newBuilder().setName("n".repeat(2_000)).setOpType("Relu")),
                "a name in the file is longer than 1,024 bytes");
        assertRefused(
                file -> file.add(NodeProto.newBuilder()
                        .setName("evil\n\u202E" + "x".repeat(500))
                        .setOpType("Relu")
                        .addInput("?")
                        .addOutput("a")),
                "node 'evil??" + "x".repeat(94) + "...' (Relu)");
    }

    @Test
    void weights_in_another_file_are_not_missed() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        file.initializer(elsewhere("w", 1, 4L, 3L, 3L, 3L));
        String x = file.node("Relu", List.of(file.node("Conv", List.of("image", "w"))));

        assertThat(file.network(file.head(x, 4)).describe().parameters()).isEqualTo(108 + 50);
    }

    @Test
    void numbers_in_another_file_are_missed() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        file.initializer(elsewhere("shape", 7, 2L));
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String reshaped = file.node("Reshape", List.of(x, "shape"));

        assertThatThrownBy(() -> file.network(file.head(reshaped, 4)).describe())
                .hasMessageContaining(
                        "node '" + reshaped + "' (Reshape): its input 2 is not known before the training");
    }

    private static TensorProto.Builder elsewhere(String name, int type, Long... shape) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(List.of(shape))
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    }

    @Test
    void computed_constants_are_bounded() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String range = file.node("Range", List.of(file.whole(0), file.whole(1L << 40), file.whole(1)));

        assertThatThrownBy(() -> file.network(file.head(file.node("Add", List.of(x, range)), 4))
                        .describe())
                .hasMessageContaining("its range is too long");
    }

    @Test
    void a_network_without_activations_is_refused() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);

        assertThatThrownBy(() -> file.network(file.head(file.convolution("image", 3, 4), 4))
                        .describe())
                .hasMessage("the network has no activation function that could be replaced");
    }

    @Test
    void a_large_weight_streams_by() throws Exception {
        byte[] name = {66, 1, 'w'};
        int size = 600_000_000;
        var tensor = TensorProto.newBuilder()
                .setDataType(1)
                .addDims(size / 4)
                .build()
                .toByteArray();
        InputStream file = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(nested(7, nestedLength(tensor.length + name.length + 6 + size))),
                new ByteArrayInputStream(nested(5, tensor.length + name.length + 6 + size)),
                new ByteArrayInputStream(tensor),
                new ByteArrayInputStream(name),
                new ByteArrayInputStream(nested(9, size)),
                zeros(size))));

        assertThatThrownBy(() -> OnnxNetwork.read(file)).hasMessageContaining("version 0 of ONNX's operators");
    }

    private static int nestedLength(int length) {
        return 6 + length;
    }

    /** The tag of a field of bytes and their length, in six bytes. */
    private static byte[] nested(int field, int length) {
        return new byte[] {
            (byte) (field << 3 | 2),
            (byte) (length | 0x80),
            (byte) (length >> 7 | 0x80),
            (byte) (length >> 14 | 0x80),
            (byte) (length >> 21 | 0x80),
            (byte) (length >> 28)
        };
    }

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }

    @Test
    void many_values_are_refused_before_they_fill_the_memory() {
        var node = NodeProto.newBuilder().setOpType("Sum").addAllInput(Collections.nCopies(4_000, "x".repeat(1_000)));
        var graph = GraphProto.newBuilder();
        for (int i = 0; i < 10; i++) {
            graph.addNode(node.clone().addOutput("o" + i));
        }
        byte[] file = ModelProto.newBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(16))
                .setGraph(graph)
                .build()
                .toByteArray();

        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageContaining("more than 32 MB of nodes and names");
    }

    @Test
    void forged_lengths_take_no_memory() {
        byte[] file = ByteString.fromHex("3affffffff070affffffff07").toByteArray();

        assertThatThrownBy(() -> OnnxFile.read(file)).hasMessageStartingWith("the file is not a readable ONNX model");
    }
}
