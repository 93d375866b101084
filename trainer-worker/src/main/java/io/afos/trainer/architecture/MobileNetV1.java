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
 * MobileNet V1 (Howard et al., arXiv 1704.04861). All weights are initialised as in its authors' code: normal with
 * standard deviation 0.09, truncated at two standard deviations.
 *
 * <p>In the small form the first convolution has stride 1.
 */
final class MobileNetV1 implements Network {

    private static final int STEM = 32;
    private static final int[] CHANNELS = {64, 128, 256, 512, 1024};
    private static final int[] BLOCKS = {1, 2, 2, 6, 2};
    private static final double DROPOUT = 0.001;
    private static final double DEVIATION = 0.09;

    @Override
    public String name() {
        return "mobilenet-v1";
    }

    @Override
    public Block build(Plan plan) {
        var network = new SequentialBlock();
        Kernel stem = Kernel.same(3, plan.small() ? 1 : 2);
        add(
                network,
                plan,
                Convolution.unbiased(plan.scaled(STEM), stem, plan.weights().truncatedNormal(DEVIATION)));
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int block = 0; block < plan.repeated(BLOCKS[stage]); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                addSeparable(network, plan, CHANNELS[stage], stride);
            }
        }
        return network.add(Layers.averageGrid(1))
                .add(Blocks.batchFlattenBlock())
                .add(Layers.dropout(DROPOUT))
                .add(Layers.linear(
                        plan.classes(), LayerWeights.zeroBias(plan.weights().truncatedNormal(DEVIATION))));
    }

    private static void addSeparable(SequentialBlock network, Plan plan, int channels, int stride) {
        var weights = plan.weights().truncatedNormal(DEVIATION);
        add(network, plan, Convolution.depthwise(Kernel.same(3, stride), weights));
        add(network, plan, Convolution.unbiased(plan.scaled(channels), Kernel.same(1, 1), weights));
    }

    private static void add(SequentialBlock network, Plan plan, Convolution convolution) {
        network.add(convolution).add(new BatchNormalization()).add(plan.activate());
    }
}
