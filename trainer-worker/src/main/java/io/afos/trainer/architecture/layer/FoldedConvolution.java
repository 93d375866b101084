package io.afos.trainer.architecture.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/**
 * A 3x3 convolution (C, c) with equal padding followed by a pointwise dense layer (D, d), computed as the single
 * convolution (D·C, D·c + d). Both layers keep their own parameters and gradients. The function and its gradients are
 * exactly those of the two layers in sequence, since there is no non-linearity between them.
 */
public final class FoldedConvolution extends AbstractBlock {

    private static final Kernel KERNEL = Kernel.same(3, 1);
    private static final Convolution.Movement MOVEMENT = Convolution.Movement.of(KERNEL);

    private final int filters;
    private final Parameter convolution;
    private final Parameter convolutionBias;
    private final Parameter dense;
    private final Parameter denseBias;

    public FoldedConvolution(int filters, Initializer convolutionWeights, Initializer denseWeights) {
        this.filters = filters;
        convolution = weight("convolution", convolutionWeights);
        convolutionBias = bias("convolutionBias");
        dense = weight("dense", denseWeights);
        denseBias = bias("denseBias");
    }

    private Parameter weight(String name, Initializer initializer) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optInitializer(initializer)
                .build());
    }

    private Parameter bias(String name) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.BIAS)
                .optInitializer(Initializer.ZEROS)
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDManager step = x.getManager();
        NDArray c = parameters.getValue(convolution, x.getDevice(), training);
        NDArray cBias = parameters.getValue(convolutionBias, x.getDevice(), training);
        NDArray d = parameters.getValue(dense, x.getDevice(), training);
        NDArray dBias = parameters.getValue(denseBias, x.getDevice(), training);

        NDArray flat = in(step, c.reshape(filters, -1));
        NDArray folded = in(step, d.matMul(flat)).reshape(c.getShape());
        NDArray column = in(step, cBias.reshape(filters, 1));
        NDArray bias = in(step, d.matMul(column)).reshape(filters).add(dBias);
        return new NDList(Convolution.apply(x, folded, bias, MOVEMENT));
    }

    /**
     * Results belong to the manager of their first operand, here the one that owns the parameters, so they are moved to
     * the step's manager.
     */
    private static NDArray in(NDManager step, NDArray array) {
        array.attach(step);
        return array;
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        convolution.setShape(new Shape(filters, inputShapes[0].get(1), KERNEL.size(), KERNEL.size()));
        convolutionBias.setShape(new Shape(filters));
        dense.setShape(new Shape(filters, filters));
        denseBias.setShape(new Shape(filters));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {new Shape(input.get(0), filters, input.get(2), input.get(3))};
    }
}
