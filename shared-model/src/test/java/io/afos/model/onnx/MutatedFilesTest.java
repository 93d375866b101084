package io.afos.model.onnx;

import io.afos.model.network.NetworkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class MutatedFilesTest {

    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    @Test
    void a_spoilt_file_is_understood_or_refused_with_a_reason() {
        read(500, 15, List.of(convolutional(), attention()));
    }

    /** Reads spoilt files and gives the number of those that are networks all the same. */
    static int read(int count, long seed, List<byte[]> files) {
        var mutations = new Mutations(seed, files);
        int understood = 0;
        for (int i = 0; i < count; i++) {
            byte[] file = mutations.next();
            try {
                assertTimeout(MOST_TIME, () -> {
                    OnnxNetwork network = OnnxFile.read(file);
                    network.describe();
                    assertThat(OnnxNetwork.ofStored(network.stored()).identity())
                            .isEqualTo(network.identity());
                    network.plan(1, 64, 64, 3);
                });
                understood++;
            } catch (NetworkException e) {
                assertThat(e.getMessage()).as("file %d", i).isNotBlank().hasSizeLessThan(2_000);
            }
        }
        return understood;
    }

    /** With normalisation, a gate, branches and shapes that are computed. */
    private static byte[] convolutional() {
        var file = OnnxFile.ofImages(-1, 3, 16, 16);
        String x = file.node("Relu", List.of(normalised(file, file.convolution("image", 3, 4))));
        String pooled =
                file.node("MaxPool", List.of(x), "kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2});
        String gate = file.node("Sigmoid", List.of(file.node("GlobalAveragePool", List.of(pooled))));
        String gated = file.node("Mul", List.of(pooled, gate));
        String joined = file.node("Concat", List.of(gated, pooled), "axis", 1L);
        String shuffled = shuffled(file, joined);
        String half =
                file.node("Slice", List.of(shuffled, file.wholes(0), file.wholes(4), file.wholes(1), file.wholes(1)));
        String sum = file.node("Add", List.of(half, pooled));
        String silu = file.node("Mul", List.of(sum, file.node("Sigmoid", List.of(sum))));
        return file.model(file.head(silu, 4)).toByteArray();
    }

    private static String normalised(OnnxFile file, String x) {
        return file.node(
                "BatchNormalization",
                List.of(x, file.weight("s", 4), file.weight("b", 4), file.weight("m", 4), file.weight("v", 4)));
    }

    private static String shuffled(OnnxFile file, String x) {
        String batch = extent(file, x, 0);
        String channels = file.node("Div", List.of(extent(file, x, 1), file.whole(2)));
        String height = extent(file, x, 2);
        List<String> parts = new ArrayList<>();
        for (String extent : List.of(batch, file.whole(2), channels, height, file.whole(-1))) {
            parts.add(file.node("Unsqueeze", List.of(extent, file.wholes(0))));
        }
        String grouped = file.node("Reshape", List.of(x, file.node("Concat", parts, "axis", 0L)));
        String swapped = file.node("Transpose", List.of(grouped), "perm", new long[] {0, 2, 1, 3, 4});
        return file.node("Reshape", List.of(swapped, file.node("Shape", List.of(x))));
    }

    private static String extent(OnnxFile file, String x, long axis) {
        return file.node("Gather", List.of(file.node("Shape", List.of(x)), file.whole(axis)), "axis", 0L);
    }

    /** With a class token, positions, a softmax and GELU. */
    private static byte[] attention() {
        var file = OnnxFile.ofImages(-1, 3, 16, 16);
        String patches =
                file.node("Conv", List.of("image", file.weight("p", 8, 3, 4, 4)), "strides", new long[] {4, 4});
        String rows = file.node("Reshape", List.of(patches, file.wholes(0, 8, -1)));
        String tokens = file.node("Transpose", List.of(rows), "perm", new long[] {0, 2, 1});
        String batch = file.node("Unsqueeze", List.of(extent(file, tokens, 0), file.wholes(0)));
        String shape = file.node("Concat", List.of(batch, file.wholes(1, 8)), "axis", 0L);
        String token = file.node("Expand", List.of(file.weight("token", 1, 1, 8), shape));
        String all = file.node("Concat", List.of(token, tokens), "axis", 1L);
        String x = file.node("Add", List.of(all, file.weight("positions", 1, 17, 8)));
        String turned = file.node("Transpose", List.of(x), "perm", new long[] {0, 2, 1});
        String weights = file.node("Softmax", List.of(file.node("MatMul", List.of(x, turned))), "axis", -1L);
        String attended = file.node("Add", List.of(file.node("MatMul", List.of(weights, x)), x));
        String hidden = file.node("MatMul", List.of(attended, file.weight("h", 8, 8)));
        String erf = file.node("Erf", List.of(file.node("Div", List.of(hidden, file.number(Math.sqrt(2))))));
        String product = file.node("Mul", List.of(hidden, file.node("Add", List.of(erf, file.number(1)))));
        String gelu = file.node("Mul", List.of(product, file.number(0.5)));
        String first = file.node("Gather", List.of(gelu, file.whole(0)), "axis", 1L);
        String logits =
                file.node("Gemm", List.of(first, file.weight("fc", 10, 8), file.weight("fcb", 10)), "transB", 1L);
        return file.model(logits).toByteArray();
    }

    @Test
    void these_files_are_networks() throws IOException {
        assertThat(OnnxFile.places(OnnxFile.read(convolutional()))).containsKeys("ReLU", "Sigmoid", "SiLU (Swish)");
        assertThat(OnnxFile.places(OnnxFile.read(attention()))).containsKeys("GELU", "Softmax");
    }
}
