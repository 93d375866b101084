package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/** Adds a positional embedding to each token (batch, tokens, channels). */
public final class Positions extends AbstractBlock {

    private static final double LONGEST_WAVE = 10_000;

    private final Parameter embedding;

    private Positions(Initializer start, boolean learned) {
        embedding = addParameter(Parameter.builder()
                .setName("embedding")
                .setType(Parameter.Type.OTHER)
                .optInitializer(start)
                .optRequiresGrad(learned)
                .build());
    }

    public static Positions learned(Initializer start) {
        return new Positions(start, true);
    }

    /**
     * Sinusoidal positional encoding (Vaswani et al., arXiv 1706.03762, section 3.5): sin(p / 10000^(2i/channels)) in
     * channel 2i of the token at position p, the cosine of the same in channel 2i + 1.
     */
    public static Positions sinusoidal() {
        return new Positions((manager, shape, type) -> manager.create(waves(shape), shape), false);
    }

    private static float[] waves(Shape shape) {
        int tokens = (int) shape.get(1);
        int channels = (int) shape.get(2);
        float[] values = new float[tokens * channels];
        for (int p = 0; p < tokens; p++) {
            for (int c = 0; c < channels; c++) {
                double angle = p / Math.pow(LONGEST_WAVE, 2.0 * (c / 2) / channels);
                values[p * channels + c] = (float) (c % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return values;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        return new NDList(x.add(parameters.getValue(embedding, x.getDevice(), training)));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        embedding.setShape(new Shape(1, inputShapes[0].get(1), inputShapes[0].get(2)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
