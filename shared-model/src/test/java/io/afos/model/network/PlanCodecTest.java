package io.afos.model.network;

import io.afos.model.network.Elementwise.Binary;
import io.afos.model.network.Source.Initial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.afos.model.network.NetworkPlanTest.step;
import static io.afos.model.network.NetworkPlanTest.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanCodecTest {

    private static final NetworkPlan EVERYTHING = new NetworkPlan(List.of(
            step(new Source.Image(4, 6, 6)),
            step(new Source.Parameter(Extents.of(4, 2, 3, 3), Initial.WEIGHT)),
            step(new Layer.Convolution(window(3, 1, 1), 2), 0, 1),
            step(new Source.Parameter(Extents.of(4), Initial.ONE)),
            step(new Layer.BatchNormalization(1e-5, 0.9), 2, 3, 3),
            step(new Elementwise.Activation("Relu"), 4),
            step(new Layer.LocalResponseNormalization(5, 1e-4, 0.75, 1), 5),
            step(new Pooling.Max(window(3, 1, 1)), 6),
            step(new Pooling.Average(window(3, 1, 1), true), 7),
            step(new Source.Constant(Extents.of(1), List.of(0.1f))),
            step(new Binary(Binary.Kind.MULTIPLY), 8, 9),
            step(new Elementwise.Where(), 9, 10, 8),
            step(new Arrangement.Concat(1), 11, 8),
            step(new Arrangement.Slice(1, 0, 8, 2), 12),
            step(new Arrangement.Pad(List.of(0, 0, 0, 0), List.of(0, 0, 1, 1), 0.5f), 13),
            step(new Arrangement.Gather(2, Extents.of(2), List.of(1, 6)), 14),
            step(new Arrangement.Transpose(List.of(0, 1, 3, 2)), 15),
            step(new Layer.LayerNormalization(2, 1e-5), 16),
            step(new Layer.MatMul(), 17, 15),
            step(new Elementwise.Softmax(-1), 18),
            step(new Elementwise.Dropout(0.5), 19),
            step(new Elementwise.Pointwise("1/(1+exp(-x))"), 20),
            step(new Pooling.Reduce(Pooling.Reduce.Kind.SUM, List.of(-1), true), 21),
            step(new Arrangement.Expand(Extents.of(-1, 4, 7, 3)), 22),
            step(new Arrangement.Reshape(Extents.of(-1, 84)), 23),
            step(new Source.Parameter(Extents.of(10, 84), Initial.WEIGHT)),
            step(new Layer.Dense(), 24, 25)));

    @Test
    void reads_what_it_writes() {
        NetworkPlan read = PlanCodec.decode(PlanCodec.encode(EVERYTHING));

        assertThat(read.steps()).isEqualTo(EVERYTHING.steps());
        assertThat(read.shape(22)).isEqualTo(EVERYTHING.shape(22));
    }

    @Test
    void every_operation_is_among_those() {
        assertThat(Stream.of(Operation.class.getPermittedSubclasses())
                        .flatMap(family -> Stream.of(family.getPermittedSubclasses())))
                .isSubsetOf(EVERYTHING.steps().stream()
                        .map(step -> step.operation().getClass())
                        .toArray(Class[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"steps\":null}",
                "{\"steps\":[]}",
                "{\"steps\":[null]}",
                "{\"steps\":[{\"operation\":null,\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"loop\"},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"image\"},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"image\",\"channels\":1,\"height\":1,\"width\":1e99},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"image\",\"channels\":1,\"height\":1,\"width\":1},\"inputs\":[null],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"parameter\",\"shape\":[1,1],\"initial\":null},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"parameter\",\"shape\":[null],\"initial\":\"ONE\"},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[{\"operation\":{\"op\":\"constant\",\"shape\":[],\"values\":[null]},\"inputs\":[],\"name\":\"a\"}]}",
                "{\"steps\":[],\"later\":1}"
            })
    void refuses_what_is_no_plan(String json) throws IOException {
        assertThatThrownBy(() -> PlanCodec.decode(packed(json.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(NetworkException.class);
    }

    @Test
    void refuses_bytes_that_are_not_packed_cut_or_too_many() {
        assertRefused(new byte[0]);
        assertRefused(new byte[] {1, 2, 3});
        assertRefused(new byte[PlanCodec.MAX_BYTES + 1]);
        byte[] packed = PlanCodec.encode(EVERYTHING);
        assertRefused(Arrays.copyOf(packed, packed.length / 2));
    }

    @Test
    void refuses_more_than_4_MB_unpacked() throws IOException {
        assertRefused(packed(" ".repeat(5_000_000).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refuses_to_write_more_than_can_be_read() {
        Random random = new Random(1);
        List<Float> noise =
                IntStream.range(0, 40_000).mapToObj(i -> random.nextFloat()).toList();
        var plan = new NetworkPlan(List.of(
                step(new Source.Image(1, 1, 1)),
                step(new Source.Constant(Extents.of(40_000), noise)),
                step(new Binary(Binary.Kind.ADD), 0, 1),
                step(new Arrangement.Reshape(Extents.of(-1, 40_000)), 2)));
        assertThatThrownBy(() -> PlanCodec.encode(plan))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("too large to be sent to a worker");
    }

    /** No error but the one that says what is wrong, whatever the bytes. */
    @Test
    void survives_damage() throws IOException {
        Random random = new Random(2);
        byte[] json = unpacked();
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = json.clone();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                damaged[random.nextInt(json.length)] = (byte) "0123456789-,[]{}\":en".charAt(random.nextInt(20));
            }
            try {
                PlanCodec.decode(packed(damaged));
            } catch (NetworkException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] unpacked() throws IOException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(PlanCodec.encode(EVERYTHING)))) {
            return gzip.readAllBytes();
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).isInstanceOf(NetworkException.class);
    }

    private static byte[] packed(byte[] json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        }
        return bytes.toByteArray();
    }
}
