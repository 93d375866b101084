package io.afos.trainer.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import io.afos.model.network.NetworkPlan;
import io.afos.trainer.activation.LoweredActivation;
import io.afos.trainer.architecture.layer.ActivationBlock;
import io.afos.trainer.architecture.layer.BatchNormalization;
import io.afos.trainer.architecture.layer.Convolution;
import io.afos.trainer.architecture.layer.InitialWeights;
import io.afos.trainer.architecture.layer.Kernel;
import io.afos.trainer.architecture.layer.LayerWeights;
import io.afos.trainer.architecture.layer.Layers;
import java.util.List;

/** ResNet-18 (He et al., arXiv 1512.03385) as in torchvision, as a plan and written by hand, with the same order of parameters. */
final class ResNet18 {

    private static final int STAGES = 4;
    private static final int STEM = 64;

    private ResNet18() {}

    static NetworkPlan plan(int side, int classes) {
        var builder = new PlanBuilder(3, side, side);
        int x = builder.batchNormalization(builder.convolution(0, 3, STEM, 7, 2), STEM);
        x = builder.maxPool(builder.activation(x), 3, 2);
        int before = STEM;
        for (int stage = 0; stage < STAGES; stage++) {
            int channels = STEM << stage;
            x = residual(builder, x, before, channels, stage == 0 ? 1 : 2);
            x = residual(builder, x, channels, channels, 1);
            before = channels;
        }
        builder.classifier(x, before, classes);
        return builder.plan();
    }

    private static int residual(PlanBuilder builder, int x, int before, int channels, int stride) {
        int branch = builder.convolution(x, before, channels, 3, stride);
        branch = builder.activation(builder.batchNormalization(branch, channels));
        branch = builder.batchNormalization(builder.convolution(branch, channels, channels, 3, 1), channels);
        int shortcut = before == channels
                ? x
                : builder.batchNormalization(builder.convolution(x, before, channels, 1, stride), channels);
        return builder.activation(builder.sum(branch, shortcut));
    }

    static Block byHand(int classes, LoweredActivation activation, double gain, InitialWeights weights) {
        var network = new SequentialBlock()
                .add(convolution(STEM, new Kernel(7, 2, 3), gain, weights))
                .add(new ActivationBlock(activation))
                .add(Layers.maxPool(Kernel.same(3, 2)));
        for (int stage = 0; stage < STAGES; stage++) {
            int channels = STEM << stage;
            int stride = stage == 0 ? 1 : 2;
            Block shortcut =
                    stage == 0 ? Blocks.identityBlock() : convolution(channels, Kernel.same(1, stride), gain, weights);
            network.add(residual(channels, stride, shortcut, activation, gain, weights));
            network.add(residual(channels, 1, Blocks.identityBlock(), activation, gain, weights));
        }
        return network.add(Layers.averageGrid(1))
                .add(Blocks.batchFlattenBlock())
                .add(Layers.linear(
                        classes, LayerWeights.zeroBias(weights.reciprocal().weight())));
    }

    private static Block residual(
            int channels,
            int stride,
            Block shortcut,
            LoweredActivation activation,
            double gain,
            InitialWeights weights) {
        Block branch = new SequentialBlock()
                .add(convolution(channels, Kernel.same(3, stride), gain, weights))
                .add(new ActivationBlock(activation))
                .add(convolution(channels, Kernel.same(3, 1), gain, weights));
        return new SequentialBlock()
                .add(new ParallelBlock(ResNet18::sum, List.of(branch, shortcut)))
                .add(new ActivationBlock(activation));
    }

    private static NDList sum(List<NDList> branches) {
        return new NDList(branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow()));
    }

    private static Block convolution(int channels, Kernel kernel, double gain, InitialWeights weights) {
        return new SequentialBlock()
                .add(Convolution.unbiased(channels, kernel, weights.heNormalFanIn(gain)))
                .add(new BatchNormalization());
    }
}
