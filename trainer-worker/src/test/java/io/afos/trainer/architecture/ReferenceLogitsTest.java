package io.afos.trainer.architecture;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.Parameter.Type;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.afos.model.activation.NamedActivations;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.trainer.image.ImageShape;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with PyTorch itself, from {@code reference-logits.py}, which says what its networks are. */
class ReferenceLogitsTest {

    private static final double WIDTH = 1.0 / 16;

    @ParameterizedTest
    @CsvFileSource(resources = "reference-logits.csv")
    void areThoseOfPyTorch(ArgumentsAccessor line) {
        String name = line.getString(0);
        Depth depth = Depth.valueOf(line.getString(1));
        boolean training = line.getString(2).equals("training");
        double[] expected = new double[10];
        Arrays.setAll(expected, i -> line.getDouble(6 + i));
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();

        float[] actual = logits(name, depth, training, line.getInteger(3), line.getDouble(4), line.getInteger(5));
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("%s: logit %d is %s, expected %s", name, i, actual[i], expected[i])
                    .isLessThan(5e-4 * largest);
        }
    }

    /** @param training whether batch norm takes the batch's own statistics */
    private static float[] logits(String name, Depth depth, boolean training, int side, double scale, int row) {
        Engine.getInstance();
        JniUtils.setGradMode(false);
        String activation = name.startsWith("cct") ? "gelu" : "relu";
        Form form = name.startsWith("cct-7") ? Form.SMALL : Form.LARGE;
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = Architectures.build(
                    new Architecture(name, WIDTH, depth, form),
                    new ImageShape(3, side, side),
                    10,
                    NamedActivations.find(activation).orElseThrow().expression(),
                    manager,
                    1);
            fillParameters(network, manager, scale);
            fillStatistics(network, manager);
            NDArray images =
                    wave(manager, 0, new Shape(2, 3, side, side)).add(1).div(2);
            NDArray logits = network.forward(new ParameterStore(manager, false), new NDList(images), training)
                    .singletonOrThrow();
            return logits.get(row).toFloatArray();
        }
    }

    private static void fillParameters(Block network, NDManager manager, double scale) {
        int index = 0;
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray array = parameter.getArray();
                Shape shape = array.getShape();
                NDArray values = wave(manager, index, shape);
                index++;
                if (shape.dimension() > 1) {
                    values = values.mul(scale / Math.sqrt(shape.slice(1).size()));
                } else {
                    values = values.mul(0.1).add(parameter.getType() == Type.GAMMA ? 1 : 0);
                }
                array.set(values.toFloatArray());
            }
        }
    }

    private static void fillStatistics(Block network, NDManager manager) {
        int index = 0;
        for (Parameter parameter : network.getParameters().values()) {
            boolean mean = parameter.getType() == Type.RUNNING_MEAN;
            if (mean || parameter.getType() == Type.RUNNING_VAR) {
                NDArray array = parameter.getArray();
                NDArray values = wave(manager, index, array.getShape());
                index++;
                array.set(values.mul(mean ? 0.1 : 0.5).add(mean ? 0 : 1).toFloatArray());
            }
        }
    }

    private static NDArray wave(NDManager manager, int index, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.7 * i + index);
        }
        return manager.create(values, shape);
    }
}
