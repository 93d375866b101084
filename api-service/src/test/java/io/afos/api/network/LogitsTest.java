package io.afos.api.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.afos.model.expression.ExpressionParser;
import io.afos.model.network.NetworkPlan;
import io.afos.model.onnx.OnnxNetwork;
import io.afos.model.recipe.Architecture;
import io.afos.trainer.architecture.Architectures;
import io.afos.trainer.image.ImageShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** With the weights of the file, the block of a worker gives the logits of ONNX Runtime. */
class LogitsTest {

    private static final int IMAGES = 3;
    private static final int SIDE = 16;
    private static final int CLASSES = 5;
    private static final long[] SHAPE = {IMAGES, 3, SIDE, SIDE};

    @ParameterizedTest
    @CsvSource({"gated.onnx, 'max(x,0)'", "attending.onnx, 'x*(1+erf(x/sqrt(2)))/2'"})
    void theyAreThoseOfOnnxRuntime(String name, String original) throws Exception {
        byte[] file = file(name);
        float[] pixels = pixels();
        float[] expected = byOnnxRuntime(file, pixels);

        NetworkPlan plan = OnnxNetwork.read(new ByteArrayInputStream(file)).plan(3, SIDE, SIDE, CLASSES);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            Block block = Architectures.build(
                    Architecture.uploaded("mine", "0".repeat(64)),
                    plan,
                    new ImageShape(3, SIDE, SIDE),
                    CLASSES,
                    ExpressionParser.parse(original),
                    manager,
                    1);
            take(block, ModelProto.parseFrom(file), manager);
            NDArray logits = block.forward(
                            new ParameterStore(manager, false),
                            new NDList(manager.create(pixels, new Shape(SHAPE))),
                            false)
                    .singletonOrThrow();

            float[] actual = logits.toFloatArray();
            assertThat(expected).hasSize(IMAGES * CLASSES);
            assertThat(IntStream.range(0, expected.length)
                            .mapToDouble(i -> Math.abs(expected[i]))
                            .max()
                            .orElseThrow())
                    .as("a signal that says something")
                    .isGreaterThan(0.1);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
            }
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream file = LogitsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    private static float[] pixels() {
        var random = new Random(5);
        float[] pixels = new float[IMAGES * 3 * SIDE * SIDE];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = random.nextFloat());
        return pixels;
    }

    private static float[] byOnnxRuntime(byte[] file, float[] pixels) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            // Version 1.20 joins Pad and AveragePool to something else; PyTorch agrees with what is not optimised.
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (var session = environment.createSession(file, options);
                    var images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), SHAPE);
                    var results = session.run(Map.of("image", images))) {
                return ((OnnxTensor) results.get("logits").orElseThrow())
                        .getFloatBuffer()
                        .array();
            }
        }
    }

    /** Each trained array of the block is that of the file of the same name, {@code .T} if transposed. */
    private static void take(Block block, ModelProto model, NDManager manager) {
        Map<String, TensorProto> weights = model.getGraph().getInitializerList().stream()
                .collect(toMap(TensorProto::getName, Function.identity()));
        for (Parameter parameter : block.getParameters().values()) {
            if (parameter.requiresGradient()) {
                String name = parameter.getName().substring(parameter.getName().indexOf(' ') + 1);
                boolean transposed = name.endsWith(".T");
                TensorProto weight = Objects.requireNonNull(
                        weights.get(transposed ? name.substring(0, name.length() - 2) : name), name);
                NDArray values = manager.create(
                        floats(weight),
                        new Shape(weight.getDimsList().stream()
                                .mapToLong(Long::longValue)
                                .toArray()));
                NDArray wanted = transposed ? values.transpose() : values;
                wanted.reshape(parameter.getArray().getShape()).copyTo(parameter.getArray());
            }
        }
    }

    private static float[] floats(TensorProto weight) {
        FloatBuffer raw = weight.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[raw.remaining()];
        raw.get(values);
        return values;
    }
}
