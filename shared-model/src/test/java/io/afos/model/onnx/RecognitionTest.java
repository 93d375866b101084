package io.afos.model.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class RecognitionTest {

    /** Writes an activation behind a value and gives the name of its output. */
    private interface Writer extends BiFunction<OnnxFile, String, String> {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void an_activation_is_recognised_however_it_is_written(String writing, String kind, Writer writer) {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String activated = writer.apply(file, file.convolution("image", 3, 4));
        var network = file.network(file.head(file.convolution(activated, 4, 4), 4));

        assertThat(OnnxFile.places(network)).isEqualTo(Map.of(kind, "replaced"));
        assertThat(network.describe().activations()).hasSize(1);
    }

    static Stream<Arguments> written() {
        return Stream.of(
                writing("Relu", "ReLU", (file, x) -> file.node("Relu", List.of(x))),
                writing("Max(x, 0)", "ReLU", (file, x) -> file.node("Max", List.of(x, file.number(0)))),
                writing(
                        "Clip 0..6",
                        "ReLU6",
                        (file, x) -> file.node("Clip", List.of(x, file.number(0), file.number(6)))),
                writing(
                        "Clip by attributes",
                        "ReLU6",
                        (file, x) -> file.opset(9).node("Clip", List.of(x), "min", 0.0, "max", 6.0)),
                writing(
                        "Min(Relu(x), 6)",
                        "ReLU6",
                        (file, x) -> file.node("Min", List.of(file.node("Relu", List.of(x)), file.number(6)))),
                writing("LeakyRelu", "Leaky ReLU", (file, x) -> file.node("LeakyRelu", List.of(x))),
                writing(
                        "LeakyRelu 0.2",
                        "LeakyRelu (alpha 0.200)",
                        (file, x) -> file.node("LeakyRelu", List.of(x), "alpha", 0.2)),
                writing(
                        "PRelu",
                        "PReLU (slope 0.25)",
                        (file, x) -> file.node("PRelu", List.of(x, file.weight("a", 4, 1, 1)))),
                writing("Elu", "ELU", (file, x) -> file.node("Elu", List.of(x))),
                writing("Selu", "SELU", (file, x) -> file.node("Selu", List.of(x))),
                writing("Tanh", "Tanh", (file, x) -> file.node("Tanh", List.of(x))),
                writing("Sigmoid", "Sigmoid", (file, x) -> file.node("Sigmoid", List.of(x))),
                writing("Softplus", "Softplus", (file, x) -> file.node("Softplus", List.of(x))),
                writing(
                        "Log(1 + Exp(x))",
                        "Softplus",
                        (file, x) -> file.node(
                                "Log",
                                List.of(file.node("Add", List.of(file.node("Exp", List.of(x)), file.number(1)))))),
                writing("Gelu", "GELU", (file, x) -> file.opset(20).node("Gelu", List.of(x))),
                writing("GELU of PyTorch", "GELU", RecognitionTest::gelu),
                writing("GELU with 0.5·x first", "GELU", RecognitionTest::geluHalfFirst),
                writing("GELU by tanh", "GELU (tanh)", RecognitionTest::geluTanh),
                writing(
                        "SiLU",
                        "SiLU (Swish)",
                        (file, x) -> file.node("Mul", List.of(x, file.node("Sigmoid", List.of(x))))),
                writing(
                        "x·sigmoid(1.702·x)",
                        "Mul, Sigmoid, Mul",
                        (file, x) -> file.node(
                                "Mul",
                                List.of(
                                        x,
                                        file.node(
                                                "Sigmoid",
                                                List.of(file.node("Mul", List.of(x, file.number(1.702)))))))),
                writing("HardSwish", "Hard-Swish", (file, x) -> file.node("HardSwish", List.of(x))),
                writing(
                        "x·HardSigmoid",
                        "Hard-Swish",
                        (file, x) -> file.node(
                                "Mul",
                                List.of(x, file.node("HardSigmoid", List.of(x), "alpha", 1.0 / 6, "beta", 0.5)))),
                writing("x·relu6(x+3)/6", "Hard-Swish", RecognitionTest::hardSwish),
                writing(
                        "Mish",
                        "Mish",
                        (file, x) -> file.node(
                                "Mul", List.of(x, file.node("Tanh", List.of(file.node("Softplus", List.of(x))))))),
                writing(
                        "EELU-1",
                        "EELU-1",
                        (file, x) ->
                                file.node("Mul", List.of(x, file.node("Erf", List.of(file.node("Exp", List.of(x))))))));
    }

    private static Arguments writing(String name, String kind, Writer writer) {
        return arguments(name, kind, writer);
    }

    private static String gelu(OnnxFile file, String x) {
        String erf = file.node("Erf", List.of(file.node("Div", List.of(x, file.number(Math.sqrt(2))))));
        String product = file.node("Mul", List.of(x, file.node("Add", List.of(erf, file.number(1)))));
        return file.node("Mul", List.of(product, file.number(0.5)));
    }

    private static String geluHalfFirst(OnnxFile file, String x) {
        String erf = file.node("Erf", List.of(file.node("Mul", List.of(x, file.number(Math.sqrt(0.5))))));
        String half = file.node("Mul", List.of(file.number(0.5), x));
        return file.node("Mul", List.of(half, file.node("Add", List.of(file.number(1), erf))));
    }

    private static String geluTanh(OnnxFile file, String x) {
        String cube = file.node("Pow", List.of(x, file.number(3)));
        String sum = file.node("Add", List.of(x, file.node("Mul", List.of(cube, file.number(0.044715)))));
        String tanh = file.node("Tanh", List.of(file.node("Mul", List.of(sum, file.number(Math.sqrt(2 / Math.PI))))));
        String half = file.node("Mul", List.of(x, file.number(0.5)));
        return file.node("Mul", List.of(half, file.node("Add", List.of(tanh, file.number(1)))));
    }

    private static String hardSwish(OnnxFile file, String x) {
        String shifted = file.node("Add", List.of(x, file.number(3)));
        String clipped = file.node("Clip", List.of(shifted, file.number(0), file.number(6)));
        return file.node("Div", List.of(file.node("Mul", List.of(x, clipped)), file.number(6)));
    }

    @Test
    void gates_stay_and_the_activation_inside_their_block_is_replaced() {
        var network = squeezeAndExcitation();

        assertThat(OnnxFile.places(network))
                .isEqualTo(Map.of("ReLU", "replaced", "Hard sigmoid", "a gate: another value is multiplied by it"));
    }

    /** With a gate of three nodes, as PyTorch before 1.6 wrote it. */
    private static OnnxNetwork squeezeAndExcitation() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        String pooled = file.node("GlobalAveragePool", List.of(x));
        String squeezed = file.node("Conv", List.of(pooled, file.weight("squeeze", 2, 4, 1, 1)));
        String relu = file.node("Relu", List.of(squeezed));
        String excited = file.node("Conv", List.of(relu, file.weight("excite", 4, 2, 1, 1)));
        String shifted = file.node("Add", List.of(excited, file.number(3)));
        String clipped = file.node("Clip", List.of(shifted, file.number(0), file.number(6)));
        String gate = file.node("Div", List.of(clipped, file.number(6)));
        return file.network(file.head(file.node("Mul", List.of(gate, x)), 4));
    }

    @Test
    void a_request_replaces_a_gate_and_keeps_an_activation() {
        var network = squeezeAndExcitation();
        String gate = network.describe().kept().get(0).name();
        String relu = network.describe().activations().get(1).name();

        var other = network.choosing(Set.of(gate), Set.of(relu));

        assertThat(other.describe().activations())
                .extracting(NetworkDescription.ActivationPlace::name)
                .contains(gate);
        assertThat(other.describe().kept())
                .containsExactly(new NetworkDescription.KeptPlace(relu, "ReLU", "as asked for", true));
        assertThat(other.identity()).isNotEqualTo(network.identity());
        assertThat(OnnxNetwork.ofStored(other.stored()).identity()).isEqualTo(other.identity());
        assertThatThrownBy(() -> network.choosing(Set.of("nothing"), Set.of()))
                .hasMessage("the network has no activation 'nothing'");
    }

    @Test
    void a_place_shows_what_leads_to_it() {
        var places = squeezeAndExcitation().describe().activations();

        assertThat(places)
                .extracting(NetworkDescription.ActivationPlace::chain)
                .containsExactly(
                        List.of("image (n, 3, 8, 8)", "Conv 3x3, 4", "ReLU"),
                        List.of("ReLU", "Reduce", "Conv 1x1, 2", "ReLU"));
    }

    @Test
    void what_makes_probabilities_of_the_result_stays() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Relu", List.of(file.convolution("image", 3, 4)));
        var network = file.network(file.node("Sigmoid", List.of(file.head(x, 4))));

        assertThat(OnnxFile.places(network))
                .isEqualTo(Map.of("ReLU", "replaced", "Sigmoid", "the result of the network"));
    }

    @Test
    void layer_normalisation_is_one_step_and_no_activation() {
        var file = OnnxFile.ofImages(-1, 3, 8, 8);
        String x = file.node("Transpose", List.of(file.convolution("image", 3, 4)), "perm", new long[] {0, 2, 3, 1});
        String mean = file.node("ReduceMean", List.of(x), "axes", new long[] {-1});
        String deviation = file.node("Sub", List.of(x, mean));
        String square = file.node("Pow", List.of(deviation, file.number(2)));
        String variance = file.node("ReduceMean", List.of(square), "axes", new long[] {-1});
        String root = file.node("Sqrt", List.of(file.node("Add", List.of(variance, file.number(1e-5)))));
        String scaled = file.node("Mul", List.of(file.node("Div", List.of(deviation, root)), file.weight("g", 4)));
        String normalised = file.node("Add", List.of(scaled, file.weight("b", 4)));
        String back = file.node("Transpose", List.of(normalised), "perm", new long[] {0, 3, 1, 2});
        var network = file.network(file.head(file.node("Relu", List.of(back)), 4));

        var plan = network.plan(3, 8, 8, 10);

        assertThat(plan.steps())
                .filteredOn(step -> step.operation().toString().startsWith("LayerNormalization"))
                .hasSize(1);
        assertThat(plan.steps()).noneMatch(step -> step.operation().toString().contains("sqrt"));
        assertThat(OnnxFile.places(network)).isEqualTo(Map.of("ReLU", "replaced"));
    }
}
