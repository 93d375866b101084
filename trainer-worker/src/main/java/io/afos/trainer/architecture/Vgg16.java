package io.afos.trainer.architecture;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import io.afos.trainer.architecture.layer.BatchNormalization;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.LayerWeights;
import io.afos.trainer.architecture.layer.Layers;

/**
 * VGG-16, configuration D of Simonyan and Zisserman (arXiv 1409.1556), as in torchvision, with or without batch norm.
 * Convolutions are initialised He-normal by fan-out, dense layers normal with standard deviation 0.01.
 *
 * <p>In the small form the dense layers have 512 units, with dropout before them instead of after. Its poolings round
 * up, so that 28x28 images pass through all five.
 */
final class Vgg16 implements Network {

    private static final int[] CHANNELS = {64, 128, 256, 512, 512};
    private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
    private static final int LARGE_HIDDEN = 4096;
    private static final int LARGE_GRID = 7;
    private static final int SMALL_HIDDEN = 512;
    private static final double DROPOUT = 0.5;
    private static final double DENSE_DEVIATION = 0.01;
    private static final Kernel POOL = Kernel.unpadded(2, 2);

    private final String name;
    private final boolean normalised;

    private Vgg16(String name, boolean normalised) {
        this.name = name;
        this.normalised = normalised;
    }

    static Network plain() {
        return new Vgg16("vgg16", false);
    }

    static Network normalised() {
        return new Vgg16("vgg16-bn", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Block build(Plan plan) {
        var network = new SequentialBlock();
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int i = 0; i < plan.repeated(CONVOLUTIONS[stage]); i++) {
                addConvolution(network, plan, CHANNELS[stage]);
            }
            network.add(plan.small() ? Layers.maxPoolToTheEdge(POOL) : Layers.maxPool(POOL));
        }
        network.add(Layers.averageGrid(plan.small() ? 1 : LARGE_GRID)).add(Blocks.batchFlattenBlock());
        for (int i = 0; i < 2; i++) {
            if (plan.small()) {
                network.add(Layers.dropout(DROPOUT))
                        .add(linear(plan, plan.scaled(SMALL_HIDDEN)))
                        .add(plan.activate());
            } else {
                network.add(linear(plan, plan.scaled(LARGE_HIDDEN)))
                        .add(plan.activate())
                        .add(Layers.dropout(DROPOUT));
            }
        }
        return network.add(linear(plan, plan.classes()));
    }

    private void addConvolution(SequentialBlock network, Plan plan, int channels) {
        network.add(Convolution.biased(
                plan.scaled(channels),
                Kernel.same(3, 1),
                LayerWeights.zeroBias(plan.weights().heNormalFanOut(plan.gain()))));
        if (normalised) {
            network.add(new BatchNormalization());
        }
        network.add(plan.activate());
    }

    private static Block linear(Plan plan, int units) {
        return Layers.linear(units, LayerWeights.zeroBias(plan.weights().normal(DENSE_DEVIATION)));
    }
}
